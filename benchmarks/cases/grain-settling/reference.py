def settling_velocity(d, rho_s, rho_w=1000.0, mu=1e-3):
    return 1e3 * (rho_s - rho_w) * 9.81 * (d * 1e-6) ** 2 / (18 * mu)
