import numpy as np


def chloride_profile(x, t, C_s, D):
    """Chloride concentration at depth x [m] in concrete after t [s], for constant surface concentration C_s.

    Semi-infinite medium, Fick's second law with constant D [m2/s], none at the start.
    """
    raise NotImplementedError
