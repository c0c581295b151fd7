def expected(x, a, b):
    return a * x * x if x <= b else a * b * (2 * x - b)


def check(f):
    for arguments in [(0.2, 30.0, 0.5), (0.9, 30.0, 0.5)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
