"""Exporters, one file a suffix: ``write(store: Store) -> Iterator[str]`` and ``LOSSLESS``."""
