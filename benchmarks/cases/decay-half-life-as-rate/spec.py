def decay(N0, lam, t):
    """N = N0 exp(-lam t)

    N0: number of nuclei at the start
    lam: half-life [s]
    t: time [s]
    Returns N
    """
    ...
