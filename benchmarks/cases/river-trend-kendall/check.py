import numpy as np
from scipy import stats


def check(f):
    y = np.arange(20.0)
    q = np.random.default_rng(0).random(20)
    q[[3, 8]] = np.nan
    k = ~np.isnan(q)
    a, b = f(y, q)
    r = stats.kendalltau(y[k], q[k])
    assert abs(a - r.statistic) < 1e-12 and abs(b - r.pvalue) < 1e-12
