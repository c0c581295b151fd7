import numpy as np


def vft_parameters(T, log_eta):
    """A, B and T0 of log10 eta = A + B/(T - T0)."""
    ...
