def expected(Re):
    return 64 / Re if Re < 2300 else 0.316 / Re**0.25


def check(f):
    for arguments in [(1000.0,), (2300.0,), (50000.0,)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
