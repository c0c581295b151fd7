from itertools import combinations

import numpy as np


def check(f):
    # exact distribution of U by enumeration of all splits
    x, y = np.array([1.0, 2.5, 3.1]), np.array([4.0, 5.2, 2.7, 6.3])
    both = np.concatenate([x, y])
    u = sum(a > b for a in x for b in y)
    us = []
    for pick in combinations(range(7), 3):
        a, b = both[list(pick)], np.delete(both, pick)
        us.append(sum(p > q for p in a for q in b))
    us = np.asarray(us)
    p = min(1.0, 2 * min(np.mean(us <= u), np.mean(us >= u)))
    assert abs(float(f(x, y)) - p) < 1e-9
    assert abs(float(f(x, y)) - float(f(y, x))) < 1e-12
