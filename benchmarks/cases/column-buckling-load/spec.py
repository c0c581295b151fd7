def buckling_load(E, I, L, K=1.0):
    """Euler's critical load of a column.

    F = π² E I / (K L)²

    Parameters
    ----------
    E : float
        Young's modulus in GPa
    I : float
        second moment of area in cm^4
    L : float
        length in m
    K : float, optional
        effective length factor

    Returns
    -------
    F : float
        critical load in kN
    """
    raise NotImplementedError
