"""Adapters, one file a benchmark set: ``predict(items) -> Iterator[dict]``, a prediction for each
item."""
