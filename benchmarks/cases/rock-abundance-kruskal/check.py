import numpy as np


def check(f):
    a, b, c = np.array([1.0, 2, 3]), np.array([4.0, 5, 6]), np.array([7.0, 8, 9])
    assert abs(float(f(a, b, c)) - 7.2) < 1e-9
    r = {1: 1.5, 2: 4, 3: 6}
    x = [np.array([1.0, 2, 2]), np.array([1.0, 2, 3]), np.array([3.0, 3, 3])]
    # ranks with ties: two ones, three twos, four threes
    ranks = {1.0: 1.5, 2.0: 4.0, 3.0: 7.5}
    R = [sum(ranks[v] for v in g) for g in x]
    h = 12 / (9 * 10) * sum(s * s / 3 for s in R) - 3 * 10
    h /= 1 - ((8 - 2) + (27 - 3) + (64 - 4)) / (729 - 9)
    assert abs(float(f(*x)) - h) < 1e-9
