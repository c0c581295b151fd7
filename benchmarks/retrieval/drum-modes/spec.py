import numpy as np


def drum_frequencies(radius, tension, density, m, count):
    """The lowest `count` frequencies [Hz] with m nodal diameters of a circular membrane clamped at its rim."""
    ...
