def expected(c, T, i=1.0):
    return i * c * 8.314462618 * (T + 273.15) / 1000


def check(f):
    for arguments in [(300.0, 37.0), (10.0, 25.0, 2.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
