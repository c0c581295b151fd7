def expected(T, v):
    return 13.12 + 0.6215 * T - 11.37 * v**0.16 + 0.3965 * T * v**0.16


def check(f):
    for arguments in [(-10.0, 30.0), (0.0, 20.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
