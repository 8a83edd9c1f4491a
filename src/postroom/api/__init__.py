"""The HTTP edge: auth, uploads, and the wire contract."""
