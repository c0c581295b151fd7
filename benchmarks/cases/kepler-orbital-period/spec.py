def orbital_period(a, M):
    """Kepler's third law: T = 2π √(a³ / (G M)), G = 6.674e-11 m³ kg⁻¹ s⁻²

    Parameters
    ----------
    a : float
        semi-major axis in km
    M : float
        mass of the central body in kg

    Returns
    -------
    T : float
        period in hours
    """
    raise NotImplementedError
