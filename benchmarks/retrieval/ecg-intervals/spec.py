import numpy as np


def rr_intervals(ecg, fs):
    """Times between successive heart beats [ms]; no two beats are closer than 250 ms."""
    ...
