def expected(T_hot, T_cold):
    return 100 * (1 - T_cold / T_hot)


def check(f):
    for arguments in [(500.0, 300.0), (800.0, 290.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
