"""Readers, one file a suffix: ``read(data: bytes, source: str) -> Document`` (see kg.decode for what they share)."""
