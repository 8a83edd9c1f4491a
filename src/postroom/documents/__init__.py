"""From bytes to pages that a classifier can read: open, text layer or OCR, render, quality."""
