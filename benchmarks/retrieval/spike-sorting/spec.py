import numpy as np


def sort_spikes(waveforms, n_units, seed=0):
    """Unit of each spike waveform (rows), by clustering their scores on the first three components."""
    ...
