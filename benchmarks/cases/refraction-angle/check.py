import math


def expected(n1, n2, theta1):
    return math.degrees(math.asin(n1 * math.sin(math.radians(theta1)) / n2))


def check(f):
    for arguments in [(1.0, 1.33, 30.0), (1.5, 1.2, 20.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
