def concentration(A, epsilon, l):
    """Concentration from the Beer-Lambert law A = ε c l.

    Parameters
    ----------
    A : float
        absorbance
    epsilon : float
        molar absorption coefficient ε, L/(mol cm)
    l : float
        path length, cm

    Returns
    -------
    float
        concentration c, µmol/L
    """
    ...
