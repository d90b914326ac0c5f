"""Readers, one file a suffix: ``read(data: bytes, source: str) -> Document`` (see
kg.reading.decoding for what they share)."""
