def van_der_waals(n, V, T, a, b):
    r"""Pressure of a van der Waals gas.

    .. math:: \left(p + \frac{a n^2}{V^2}\right)(V - n b) = n R T

    with the gas constant :math:`R`.

    Parameters
    ----------
    n : float
        amount [mol]
    V : float
        volume [L]
    T : float
        temperature [K]
    a : float
        attraction parameter [L^2 bar/mol^2]
    b : float
        excluded volume [L/mol]

    Returns
    -------
    p : float
        pressure [bar]
    """
    raise NotImplementedError
