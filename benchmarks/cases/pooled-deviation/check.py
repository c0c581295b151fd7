def expected(s1, n1, s2, n2):
    return (((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2)) ** 0.5


def check(f):
    for arguments in [(1.0, 10, 2.0, 12), (0.5, 5, 0.7, 30)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
