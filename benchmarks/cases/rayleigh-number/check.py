def expected(beta, dT, L, nu, alpha, g=9.81):
    return g * beta * dT * (L * 1e-2) ** 3 / (nu * alpha * 1e-6)


def check(f):
    for arguments in [(0.00021, 5.0, 3.0, 1e-06, 0.14), (0.0034, 10.0, 20.0, 1.5e-05, 21.0, 1.62)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
