import numpy as np


def check(f):
    d = np.array([0.0, 2.0, 5.0, 9.0, 14.0])
    t = np.array([20.0, 19.5, 12.0, 8.0, 7.5])
    assert np.allclose(f(d, t, d), t)
    z = np.linspace(0, 14, 200)
    got = np.asarray(f(d, t, z))
    assert got.shape == z.shape and np.all(np.diff(got) <= 1e-12) and got.min() >= 7.5 - 1e-12
    # three points on a straight line and flat beyond an extremum
    assert np.allclose(f(np.array([0.0, 1, 2]), np.array([0.0, 1, 2]), np.array([0.25, 1.5])), [0.25, 1.5])
    assert np.all(np.isnan(f(d, t, np.array([-1.0, 15.0]))))
