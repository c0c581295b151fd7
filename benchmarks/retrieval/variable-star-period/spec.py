import numpy as np


def best_period(t, mag, err, p_min, p_max):
    """Most likely period [d] of a variable star observed at irregular nights."""
    ...
