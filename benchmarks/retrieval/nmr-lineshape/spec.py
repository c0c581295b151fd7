import numpy as np


def spectrum(fid, dwell, lb, zero_fill):
    """Phased spectrum of a decaying complex signal after line broadening lb [Hz] and zero filling."""
    ...
