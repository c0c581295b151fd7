import numpy as np


def gutenberg_richter(magnitudes, bin_width):
    """Magnitude of completeness (most populated bin) and b value by Aki's estimator with its bootstrap uncertainty."""
    ...
