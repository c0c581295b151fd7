import numpy as np
from scipy import stats


def trend(year, delta):
    """Theil-Sen slope of isotope ratios against time.

    Parameters
    ----------
    year : array
        Years of the samples (independent variable).
    delta : array
        Isotope ratio in permil (dependent variable).

    Returns
    -------
    slope : float
        Slope in permil per year.
    """
    raise NotImplementedError
