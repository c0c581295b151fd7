def pressure_at(h, p0=1013.25, T=288.15):
    """Pressure at a height in an isothermal atmosphere.

    p = p0 * exp(-M * g * h / (R * T))

    with M = 0.0289644 kg/mol, g = 9.80665 m/s^2 and R = 8.314462618 J/(mol K).

    Parameters
    ----------
    h : float or array
        height above the ground [m]
    p0 : float
        pressure at the ground [hPa]
    T : float
        temperature [K]

    Returns
    -------
    p : float or array
        pressure [hPa]
    """
    raise NotImplementedError
