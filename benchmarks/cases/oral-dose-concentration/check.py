import math


def expected(t, dose, V, k_a, k_e, F=1.0):
    return F * dose * k_a / (V * (k_a - k_e)) * (math.exp(-k_e * t) - math.exp(-k_a * t))


def check(f):
    for arguments in [(2.0, 500.0, 30.0, 1.2, 0.2), (6.0, 100.0, 20.0, 0.8, 0.1, 0.7)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
