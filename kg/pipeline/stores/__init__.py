"""Stages over a whole store: documents are added, read again, brought up to date."""
