def expected(d, rho_s, rho_w=1000.0, mu=1e-3):
    return 1e3 * (rho_s - rho_w) * 9.81 * (d * 1e-6) ** 2 / (18 * mu)


def check(f):
    for arguments in [(60.0, 2650.0), (10.0, 2500.0, 1025.0, 0.0012)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
