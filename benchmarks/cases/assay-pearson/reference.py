import numpy as np
from scipy import stats


def calibration_r(x, y):
    keep = ~(np.isnan(x) | np.isnan(y))
    return stats.pearsonr(x[keep], y[keep]).statistic
