# Δ and 𝛾: characters outside ASCII, and outside UTF-16's first plane, above what is edited.
import numpy as np


def speed_of_sound(gamma, p, rho):
    r"""Speed of sound in an ideal gas.

    .. math:: c = \frac{\gamma p}{\rho}

    Parameters
    ----------
    gamma : float
        ratio of specific heats :math:`\gamma`, dimensionless
    p : float or ndarray
        pressure :math:`p` [Pa]
    rho : float or ndarray
        density :math:`\rho` [kg/m^3]

    Returns
    -------
    c : float or ndarray
        speed of sound [m/s]
    """
    raise NotImplementedError


def untouched():
    return  1  # as it stands
