import numpy as np


def storey_drift(m, c, k, ground_acceleration, dt):
    """Relative displacement of a single-degree-of-freedom oscillator shaken by an accelerogram."""
    ...
