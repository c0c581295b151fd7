import numpy as np


def diode_current(V, I_s, n, R_s, T):
    """Current [A] through a diode with series resistance: I = I_s (exp((V - I R_s)/(n V_T)) - 1), V_T = k T/q."""
    ...
