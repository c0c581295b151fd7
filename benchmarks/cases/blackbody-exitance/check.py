def expected(T):
    return 5.670374419e-8 * T**4


def check(f):
    for arguments in [(300.0,), (5772.0,), (1.5,)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
