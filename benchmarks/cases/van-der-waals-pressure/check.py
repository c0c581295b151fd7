def expected(n, V, T, a, b):
    R = 8.31446261815324e-2
    return n * R * T / (V - n * b) - a * n**2 / V**2


def check(f):
    for arguments in [(1.0, 10.0, 300.0, 3.64, 0.04267), (2.0, 30.0, 350.0, 1.37, 0.0387)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
