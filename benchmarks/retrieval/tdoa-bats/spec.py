import numpy as np


def call_sweep(x, fs):
    """Strongest frequency in each 2 ms slice of a bat call, slices half overlapping."""
    ...
