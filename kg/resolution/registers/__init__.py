"""Extracts of registers, one file a form: ``recognises(text)`` says whether a file is of it,
``read(text)`` yields what it lists. Nothing is looked up: the file is the user's own."""
