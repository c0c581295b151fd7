from scipy.stats import chi2_contingency


def independence(table):
    """Pearson chi-squared statistic and p-value for independence in a contingency table, without Yates' continuity correction.

    Parameters
    ----------
    table : (r, c) array of observed counts

    Returns
    -------
    statistic : float
    p : float
    """
    raise NotImplementedError
