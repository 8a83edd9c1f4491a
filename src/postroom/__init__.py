"""Postroom says what kind of document a PDF or image is."""
