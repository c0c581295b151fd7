def gas_density(p, T, M):
    """Density of an ideal gas.

    .. math::

        \\rho = \\frac{p M}{R T}

    Args:
        p: pressure in kPa
        T: temperature in K
        M: molar mass in g/mol

    Returns:
        density \\rho in kg/m^3; R is the gas constant
    """
    ...
