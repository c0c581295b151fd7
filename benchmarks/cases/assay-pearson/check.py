import numpy as np


def check(f):
    rng = np.random.default_rng(4)
    x = rng.normal(size=20)
    y = x + rng.normal(size=20)
    assert abs(float(f(x, y)) - np.corrcoef(x, y)[0, 1]) < 1e-12
    x[3] = np.nan
    y[[3, 7]] = np.nan
    ok = ~(np.isnan(x) | np.isnan(y))
    assert abs(float(f(x, y)) - np.corrcoef(x[ok], y[ok])[0, 1]) < 1e-12
