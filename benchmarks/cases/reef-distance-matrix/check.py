import numpy as np


def check(f):
    X = np.array([[1.0, 2.0, 3.0], [2.0, 2.0, 1.0], [5.0, 1.0, 4.0]])
    D = np.asarray(f(X))
    assert D.shape == (3, 3) and np.allclose(D, D.T) and np.allclose(np.diag(D), 0)
    for i in range(3):
        for j in range(3):
            assert abs(D[i, j] - sum(abs(a - b) / (abs(a) + abs(b)) for a, b in zip(X[i], X[j]))) < 1e-12
