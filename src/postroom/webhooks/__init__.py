"""Webhooks: who is told what has ended, in which words, signed, and until it was heard."""
