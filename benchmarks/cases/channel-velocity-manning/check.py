def expected(n, R, S):
    return R ** (2 / 3) * S**0.5 / n


def check(f):
    for arguments in [(0.03, 1.2, 0.001), (0.013, 0.5, 0.02)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
