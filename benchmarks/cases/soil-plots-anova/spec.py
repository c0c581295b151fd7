from scipy import stats


def moisture_anova(*plots):
    """One-way ANOVA F statistic for soil moisture measured in several plots.

    Parameters
    ----------
    *plots : arrays
        Moisture readings, one array per plot (lengths may differ).

    Returns
    -------
    float
        The F statistic.
    """
    raise NotImplementedError
