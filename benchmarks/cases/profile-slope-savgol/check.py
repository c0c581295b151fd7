import numpy as np
from scipy.signal import savgol_filter


def check(f):
    x = np.random.default_rng(0).normal(size=40)
    np.testing.assert_allclose(f(x, 7, 0.5), savgol_filter(x, 7, 3, deriv=1, delta=0.5))
