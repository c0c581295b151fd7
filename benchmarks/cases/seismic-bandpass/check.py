import numpy as np


def check(f):
    dt = 0.01
    t = np.arange(6000) * dt
    mid = slice(2000, 4000)
    y = np.asarray(f(np.sin(2 * np.pi * 3.0 * t), dt, 1.0, 9.0))
    assert y.shape == t.shape and np.allclose(y[mid], np.sin(2 * np.pi * 3.0 * t)[mid], atol=0.03)
    # at a corner the gain of both passes is one half
    for corner in (1.0, 9.0):
        x = np.sin(2 * np.pi * corner * t)
        assert np.allclose(np.asarray(f(x, dt, 1.0, 9.0))[mid], 0.5 * x[mid], atol=2e-3)
    assert np.abs(np.asarray(f(np.ones(6000), dt, 1.0, 9.0))[mid]).max() < 1e-3
    # four poles at a frequency well below: prewarped analogue response
    w = np.tan(np.pi * 0.2 * dt)
    lo, hi = np.tan(np.pi * 1.0 * dt), np.tan(np.pi * 9.0 * dt)
    s = (lo * hi - w * w) / (w * (hi - lo))
    x = np.sin(2 * np.pi * 0.2 * t)
    assert np.allclose(np.asarray(f(x, dt, 1.0, 9.0))[mid], x[mid] / (1 + s**4), atol=2e-4)
