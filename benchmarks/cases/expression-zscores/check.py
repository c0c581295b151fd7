import numpy as np


def check(f):
    x = np.random.default_rng(0).normal(size=(4, 9))
    w = (x - x.mean(1, keepdims=True)) / x.std(1, ddof=1, keepdims=True)
    np.testing.assert_allclose(f(x), w)
