import numpy as np
from scipy.signal import lombscargle


def check(f):
    r = np.random.default_rng(0)
    t = np.sort(r.random(40) * 30)
    m = r.normal(size=40)
    w = np.linspace(0.3, 1, 20)
    np.testing.assert_allclose(f(t, m, w), lombscargle(t, m, 2 * np.pi * w))
