import numpy as np


def fin_temperature(x, T_base, T_tip, m, eps):
    """Temperature along a fin with radiation, T'' = m^2 (T - T_inf) + eps T^4, temperatures given at both ends."""
    ...
