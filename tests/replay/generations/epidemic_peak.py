def epidemic_peak(beta, gamma, infected, days):
    """Highest share of infected people in an SIR epidemic, and when it is reached.

    The share of the susceptible falls at the rate beta S I, that of the infected changes at beta S I -
    gamma I. At the start `infected` is the share of the infected, and all others are susceptible. Integrate
    over `days` with a relative tolerance of 1e-8 and take the highest point on a grid of 2001 equal times.

    Parameters
    ----------
    beta : float
        Rate of infection [1/day]
    gamma : float
        Rate of recovery [1/day]
    infected : float
        Share of the infected at the start, between 0 and 1
    days : float
        How long it is followed [day]

    Returns
    -------
    share : float
        The highest share, between 0 and 1
    time : float
        When it is reached [day]
    """
    raise NotImplementedError
