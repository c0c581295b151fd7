def spectral_radiance(nu, T):
    r"""Planck's law.

    .. math:: B_\nu(T) = \frac{2 h \nu^3}{c^2} \frac{1}{e^{h\nu/(k_B T)} - 1}

    where :math:`h` is the Planck constant, :math:`c` the speed of light and :math:`k_B` the Boltzmann
    constant.

    Parameters
    ----------
    nu : float or array
        frequency :math:`\nu` [GHz]
    T : float
        temperature [K]

    Returns
    -------
    float or array
        spectral radiance :math:`B_\nu` [W m^-2 Hz^-1 sr^-1]
    """
    raise NotImplementedError
