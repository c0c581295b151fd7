import numpy as np


def efficiency(dilution, ct):
    """Amplification efficiency 10**(-1/slope) - 1 from a dilution series."""
    ...
