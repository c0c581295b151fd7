import math


def expected(Q, u, sigma_y, sigma_z, y, z, H):
    return (
        1e6
        * Q
        / (2 * math.pi * u * sigma_y * sigma_z)
        * math.exp(-y * y / 2 / sigma_y**2)
        * (math.exp(-((z - H) ** 2) / 2 / sigma_z**2) + math.exp(-((z + H) ** 2) / 2 / sigma_z**2))
    )


def check(f):
    for arguments in [(10.0, 5.0, 50.0, 30.0, 10.0, 2.0, 40.0), (3.0, 2.0, 20.0, 10.0, 0.0, 0.0, 25.0)]:
        value = expected(*arguments)
        assert abs(float(f(*arguments)) - value) <= 1e-9 * abs(value), arguments
