import numpy as np


def speed_in_air(gamma, p, rho):
    r"""Speed of sound in air, an ideal gas.

    .. math:: c = \sqrt{\frac{\gamma p}{\rho}}

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


def speed_in_argon(gamma, p, rho):
    r"""Speed of sound in argon, an ideal gas.

    .. math:: c = \sqrt{\frac{\gamma p}{\rho}}

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


def speed_in_helium(gamma, p, rho):
    r"""Speed of sound in helium, an ideal gas.

    .. math:: c = \sqrt{\frac{\gamma p}{\rho}}

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


def speed_in_hydrogen(gamma, p, rho):
    r"""Speed of sound in hydrogen, an ideal gas.

    .. math:: c = \sqrt{\frac{\gamma p}{\rho}}

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


def speed_in_methane(gamma, p, rho):
    r"""Speed of sound in methane, an ideal gas.

    .. math:: c = \sqrt{\frac{\gamma p}{\rho}}

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


def speed_in_neon(gamma, p, rho):
    r"""Speed of sound in neon, an ideal gas.

    .. math:: c = \sqrt{\frac{\gamma p}{\rho}}

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


def speed_in_nitrogen(gamma, p, rho):
    r"""Speed of sound in nitrogen, an ideal gas.

    .. math:: c = \sqrt{\frac{\gamma p}{\rho}}

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


def speed_in_oxygen(gamma, p, rho):
    r"""Speed of sound in oxygen, an ideal gas.

    .. math:: c = \sqrt{\frac{\gamma p}{\rho}}

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
