import numpy as np
from scipy import stats


def check(f):
    p = np.random.default_rng(0).random(12)
    np.testing.assert_allclose(f(p), stats.false_discovery_control(p))
