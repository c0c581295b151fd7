def settling_velocity(d, rho_p, rho_f, mu):
    """Terminal settling velocity of a small sphere (Stokes' law).

    v = (rho_p - rho_f) g d^2 / (18 mu)

    Parameters
    ----------
    d : float
        particle diameter [um]
    rho_p : float
        density of the particle [kg/m^3]
    rho_f : float
        density of the fluid [kg/m^3]
    mu : float
        dynamic viscosity [Pa s]

    Returns
    -------
    float
        velocity v in mm/s. g is the standard acceleration of gravity.
    """
    ...
