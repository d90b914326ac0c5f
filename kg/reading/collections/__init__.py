"""Exports of document collections, one file a program: ``recognises(row)`` says whether a record is
of its form, ``read_rows(rows, source)`` gives the documents with what is known of them."""
