import numpy as np


def comoving_distance(z, H0, Om):
    """Line-of-sight comoving distance [Mpc] in a flat universe with matter and a cosmological constant."""
    ...
