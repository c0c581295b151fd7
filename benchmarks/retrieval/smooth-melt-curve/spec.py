import numpy as np


def melting_temperature(T, fluorescence):
    """Temperature at which -dF/dT is largest, from a curve through the points with continuous second derivative."""
    ...
