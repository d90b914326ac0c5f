"""Plots of a network for notebooks: one plot, one file."""

from kg.analysis.plots.plot import Plot
from kg.analysis.plots.timeline import plot_timeline
from kg.analysis.plots.who_says_what import plot_voices

__all__ = ["Plot", "plot_timeline", "plot_voices"]
