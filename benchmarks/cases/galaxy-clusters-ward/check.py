import numpy as np


def check(f):
    rng = np.random.default_rng(5)
    c = np.array([[0, 0, 0], [10, 0, 0], [0, 10, 0.0]])
    X = np.concatenate([p + 0.1 * rng.normal(size=(8, 3)) for p in c])
    labels = np.asarray(f(X, 3))
    assert labels.shape == (24,) and labels.min() == 1 and set(labels) == {1, 2, 3}
    for i in range(3):
        assert len(set(labels[8 * i : 8 * i + 8])) == 1
