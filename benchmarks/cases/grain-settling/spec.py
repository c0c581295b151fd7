def settling_velocity(d, rho_s, rho_w=1000.0, mu=1.0e-3):
    """Stokes settling velocity of a fine grain.

    w = (ρ_s − ρ_w) g d² / (18 μ), g = 9.81 m s⁻²

    Parameters
    ----------
    d : float
        grain diameter in µm
    rho_s : float
        density of the grain, kg/m³
    rho_w : float
        density of the water, kg/m³
    mu : float
        dynamic viscosity of the water, Pa·s

    Returns
    -------
    float
        w in mm/s
    """
    raise NotImplementedError
