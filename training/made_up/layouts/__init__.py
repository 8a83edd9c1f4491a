"""Layouts: each takes a text's paragraphs and draws a page of them."""
