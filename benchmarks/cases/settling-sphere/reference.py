def settling_velocity(d, a, b, mu):
    return (a - b) * 9.80665 * (d * 1e-6) ** 2 / (18 * mu) * 1e3
