def lennard_jones(r, eps, sigma):
    """Lennard-Jones potential

    U(r) = 4ε [(σ/r)^12 − (σ/r)^6]

    r: distance (Å)
    eps: depth of the well ε (kJ/mol)
    sigma: σ, the distance at which U is zero (Å)

    Returns U in kJ/mol
    """
    raise NotImplementedError
