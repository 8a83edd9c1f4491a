"""Where things are kept: the database and the documents' bytes."""
