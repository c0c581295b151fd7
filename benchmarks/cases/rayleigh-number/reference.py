def rayleigh(beta, dT, L, nu, alpha, g=9.81):
    return g * beta * dT * (L * 1e-2) ** 3 / (nu * alpha * 1e-6)
