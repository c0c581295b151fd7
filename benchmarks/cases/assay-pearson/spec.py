from scipy import stats


def calibration_r(x, y):
    """Pearson correlation coefficient of two assays run on the same specimens.

    Specimens where either value is missing (nan) are ignored.
    """
    raise NotImplementedError
