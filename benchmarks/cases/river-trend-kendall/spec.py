import numpy as np
from scipy import stats


def trend_tau(year, flow):
    """Kendall's tau between year and annual flow; years with missing flow (nan) are skipped.

    year : (n,) array
    flow : (n,) array, m^3/s
    Returns (tau, p): tau-b and its two-sided p-value.
    """
    ...
