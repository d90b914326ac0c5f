"""BenchIE (Gashteovski et al. 2022): open tuples, exact match; answered as CaRB is."""

from benchmarks.sets.carb import predict

__all__ = ["predict"]
