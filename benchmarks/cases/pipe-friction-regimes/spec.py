def friction_factor(Re):
    """Darcy friction factor of a smooth pipe.

    f = 64 / Re            for Re < 2300
    f = 0.316 / Re^0.25    for Re >= 2300

    Parameters
    ----------
    Re : float
        Reynolds number

    Returns
    -------
    f : float
    """
    raise NotImplementedError
