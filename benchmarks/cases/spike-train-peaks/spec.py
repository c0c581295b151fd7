import numpy as np
from scipy.signal import find_peaks


def spike_indices(voltage, height, distance):
    """Indices of the peaks of a membrane potential that reach a minimum height.

    Args:
        voltage: membrane potential in mV, 1-D array
        height: required height of peaks in mV
        distance: minimum distance between peaks in samples

    Returns:
        indices of the peaks
    """
    ...
