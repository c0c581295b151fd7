def buffer_ph(acid, base, pka):
    """pH of a solution of a weak monoprotic acid with some strong base added, from the charge balance.

    The total concentration of the acid is `acid`, that of the base `base`, both after mixing. The charge
    balance [H+] + base = [A-] + [OH-], with [A-] = Ka acid / (Ka + [H+]) and Kw = 1.0e-14, is solved for
    [H+] without any approximation.

    Parameters
    ----------
    acid : float
        Total concentration of the acid [mol/L]
    base : float
        Concentration of the strong base [mol/L]
    pka : float
        pKa of the acid

    Returns
    -------
    ph : float
        pH of the solution
    """
    raise NotImplementedError
