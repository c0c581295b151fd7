from scipy import constants as k


def expected(R, T, bandwidth):
    return 1e6 * (4 * k.k * T * R * 1e3 * bandwidth * 1e3) ** 0.5


def check(f):
    for arguments in [(10.0, 300.0, 20.0), (1.0, 77.0, 1.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
