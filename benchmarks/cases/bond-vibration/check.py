import math


def check(f):
    u = 1.66053906660e-27
    for k, m1, m2 in ((1857.0, 12.0, 15.995), (480.6, 1.008, 34.969), (575.5, 1.008, 1.008)):
        omega = 2 * math.pi * f(k, m1, m2) * 1e12
        assert omega > 0
        # in the frame of the centre of mass both atoms swing against the same spring
        stretch = 1e-12
        first = stretch * m2 / (m1 + m2)
        assert abs(m1 * u * omega**2 * first / (k * stretch) - 1) < 1e-8
        assert abs(f(k, m2, m1) / f(k, m1, m2) - 1) < 1e-12
    assert abs(f(2000.0, 14.0, 16.0) / f(500.0, 14.0, 16.0) - 2) < 1e-12
