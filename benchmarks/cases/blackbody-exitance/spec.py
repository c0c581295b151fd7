def exitance(T):
    """Power that a black body radiates per unit area.

    M = sigma * T**4 with sigma the Stefan-Boltzmann constant (5.670374419e-8 W m^-2 K^-4)

    Parameters
    ----------
    T : float or array
        temperature [K]

    Returns
    -------
    float or array
        M in W/m^2
    """
    raise NotImplementedError
