import numpy as np
from scipy import stats


def yield_difference(treated, control):
    """Welch's t-test (unequal variances) of crop yields on treated and control plots.

    Parameters
    ----------
    treated : array_like
        Yields in t/ha.
    control : array_like
        Yields in t/ha.

    Returns
    -------
    t : float
        The t statistic, positive where treated plots yield more.
    p : float
        Two-sided p-value.
    """
    raise NotImplementedError
