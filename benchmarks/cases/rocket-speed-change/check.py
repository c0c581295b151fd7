import math


def expected(Isp, m0, mf):
    return Isp * 9.80665 * math.log(m0 / mf) / 1e3


def check(f):
    for arguments in [(300.0, 100.0, 30.0), (450.0, 20.0, 15.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
