import numpy as np


def phases(histogram, centres):
    """G1, S and G2 fractions of a DNA content histogram: two Gaussian peaks, one at twice the other's position, and a broadened plateau between."""
    ...
