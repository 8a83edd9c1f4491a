"""Made-up documents to learn from: drawn sheets of many types and layouts, and real texts put into a layout.

`sheets.draw` draws a document of a type, `typeset.typeset` lays out a text, `scan.degrade` makes the picture
of either look like an old scan, a fax or a photograph. All names, numbers and places are invented.
"""
