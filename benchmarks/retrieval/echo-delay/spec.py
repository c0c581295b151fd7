import numpy as np


def delay(a, b, fs):
    """Time [s] by which hydrophone b hears the same pulse later than hydrophone a; both sampled at fs [Hz]."""
    ...
