def expected(r, eps, sigma):
    return 4 * eps * ((sigma / r) ** 12 - (sigma / r) ** 6)


def check(f):
    for arguments in [(3.8, 0.997, 3.4), (5.0, 1.2, 3.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
