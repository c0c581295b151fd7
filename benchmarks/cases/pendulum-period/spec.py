def pendulum_period(L, g=9.81):
    """Period of a pendulum that swings a little.

    T = 2 pi L / g

    Parameters
    ----------
    L : float
        Length of the pendulum [m].
    g : float
        Acceleration of free fall [m/s^2].

    Returns
    -------
    T : float
        Period [s].
    """
    raise NotImplementedError
