"""Five stubs from five fields: run `ansatz generate` on this file, or open it in your editor."""

import numpy as np


def reduced_mass(m1, m2):
    r"""Reduced mass of two bodies.

    .. math:: \mu = \frac{m_1 m_2}{m_1 + m_2}

    Parameters
    ----------
    m1 : float or ndarray
        mass of the first body, :math:`m_1` [kg]
    m2 : float or ndarray
        mass of the second body, :math:`m_2` [kg]

    Returns
    -------
    mu : float or ndarray
        reduced mass [kg]
    """
    raise NotImplementedError


def airy_radius(wavelength, aperture, distance):
    """Radius of the first dark ring of the Airy pattern on a screen.

    θ = arcsin(1.22 · λ / D)
    r = L · tan(θ)

    wavelength  wavelength λ [nm], scalar or array
    aperture    diameter D of the circular aperture [mm]
    distance    distance L to the screen [m]

    Returns r in m.
    """
    ...


def debye_length(T, n):
    r"""Debye length of an electron plasma.

    .. math:: \lambda_D = \sqrt{\frac{\epsilon_0 k_B T}{n q_e^2}}

    Args:
        T: electron temperature :math:`T` [K], float or array
        n: electron density :math:`n` [cm^-3], float or array

    Returns:
        :math:`\lambda_D` in m
    """
    raise NotImplementedError


def shannon_index(p):
    r"""Shannon diversity of a community.

    .. math:: H = -\sum_i p_i \ln p_i

    :param p: proportions of the species :math:`p_i`, 1-D array, adding up to one
    :return: :math:`H`, dimensionless

    >>> round(shannon_index([0.5, 0.25, 0.25]), 4)
    1.0397
    """
    raise NotImplementedError


def terminal_velocity(r, rho_p, rho_f, eta, g=9.81):
    r"""Terminal velocity of a small sphere that sinks in a fluid (Stokes).

    .. math:: v = \frac{2 (\rho_p - \rho_f) g r}{9 \eta}

    Parameters
    ----------
    r : float
        radius of the sphere [m]
    rho_p, rho_f : float
        densities of particle and fluid [kg/m^3]
    eta : float
        dynamic viscosity [Pa s]
    g : float
        gravitational acceleration [m/s^2]

    Returns
    -------
    v : float
        terminal velocity [m/s]
    """
    raise NotImplementedError
