import numpy as np


def is_stationary(series, alpha=0.05):
    """Whether a unit root in the series can be rejected (augmented Dickey-Fuller)."""
    ...
