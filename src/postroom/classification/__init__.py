"""From a page's content to calibrated probabilities of the categories, and from pages to the document."""
