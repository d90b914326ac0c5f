"""PolNeAR (Newell et al. 2018): attribution in political news; answered as GUM's attributions are."""

from benchmarks.sets.gum import predict

__all__ = ["predict"]
