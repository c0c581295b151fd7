import numpy as np


def check(f):
    a, b = np.array([5.1, 6.0, 5.7, 6.3]), np.array([4.0, 4.4, 5.2, 3.9, 4.1])
    se = np.sqrt(a.var(ddof=1) / 4 + b.var(ddof=1) / 5)
    t, p = f(a, b)
    assert abs(t - (a.mean() - b.mean()) / se) < 1e-10 and 0 < p < 0.05
    t2, p2 = f(b, a)
    assert abs(t + t2) < 1e-12 and abs(p - p2) < 1e-12
    # 1 and 1 degrees of freedom each side: Cauchy-like tails by hand for equal sizes and variances
    x, y = np.array([0.0, 2.0]), np.array([1.0, 3.0])
    t, p = f(x, y)
    assert abs(t + 1 / np.sqrt(2)) < 1e-12 and abs(p - (1 - abs(t) / np.sqrt(2 + t * t))) < 1e-9
