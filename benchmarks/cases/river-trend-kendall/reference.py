import numpy as np
from scipy import stats


def trend_tau(y, f):
    k = ~np.isnan(f)
    r = stats.kendalltau(y[k], f[k])
    return r.statistic, r.pvalue
