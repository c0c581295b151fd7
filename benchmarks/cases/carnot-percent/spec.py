def carnot_efficiency(T_hot, T_cold):
    """Largest possible efficiency of a heat engine, η = 1 − T_cold/T_hot, as a percentage.

    Parameters
    ----------
    T_hot : float
        temperature of the hot reservoir in K
    T_cold : float
        temperature of the cold reservoir in K

    Returns
    -------
    float
        η in percent
    """
    raise NotImplementedError
