import numpy as np


def instantaneous_frequency(x, fs):
    """Instantaneous frequency [Hz] and amplitude of a narrow-band record by its analytic signal."""
    ...
