def rayleigh(beta, dT, L, nu, alpha, g=9.81):
    r"""Rayleigh number of a fluid layer that is heated from below,
    $\mathrm{Ra} = g \beta \Delta T L^3 / (\nu \alpha)$.

    Parameters
    ----------
    beta : float
        thermal expansion coefficient [1/K]
    dT : float
        temperature difference $\Delta T$ [K]
    L : float
        depth of the layer [cm]
    nu : float
        kinematic viscosity [m²/s]
    alpha : float
        thermal diffusivity [mm²/s]
    g : float
        acceleration of gravity [m/s²]

    Returns
    -------
    float
        Rayleigh number (dimensionless)
    """
    raise NotImplementedError
