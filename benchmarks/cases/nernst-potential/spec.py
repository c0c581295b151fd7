def nernst(c_out, c_in, T, z=1):
    r"""Equilibrium potential of an ion across a membrane.

    $$E = \frac{R T}{z F} \ln \frac{c_{out}}{c_{in}}$$

    with R the molar gas constant and F the Faraday constant.

    Args:
        c_out (float): concentration outside $c_{out}$ [mmol/L]
        c_in (float): concentration inside $c_{in}$ [mmol/L]
        T (float): temperature in °C
        z (int): charge number of the ion

    Returns:
        float: potential E in mV
    """
    raise NotImplementedError
