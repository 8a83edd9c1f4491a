"""How good the classifier is on documents whose category is known: `postroom evaluate`."""
