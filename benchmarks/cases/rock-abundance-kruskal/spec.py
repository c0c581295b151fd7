import numpy as np
from scipy import stats


def kruskal_h(basalt, granite, gneiss):
    """Kruskal-Wallis H statistic for three rock types.

    Args:
        basalt: array of abundances in ppm
        granite: array of abundances in ppm
        gneiss: array of abundances in ppm

    Returns:
        the H statistic, corrected for ties
    """
    ...
