import numpy as np


def check(f):
    # energy: half the square of the speed is g h
    for h in (0.0, 0.3, 5.0, 250.0):
        assert f(h) >= 0
        assert abs(0.5 * f(h) ** 2 - 9.81 * h) < 1e-9 * max(1.0, h)
        assert abs(0.5 * f(h, g=1.62) ** 2 - 1.62 * h) < 1e-9 * max(1.0, h)
    heights = np.array([[1.0, 4.0], [9.0, 16.0]])
    kept = heights.copy()
    speeds = np.asarray(f(heights))
    assert np.array_equal(heights, kept)
    assert np.allclose(speeds / speeds[0, 0], [[1, 2], [3, 4]])
