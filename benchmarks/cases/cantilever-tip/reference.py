def tip_deflection(F, L, E, b, h):
    return F * (L * 1e-3) ** 3 / (3 * E * 1e9 * (b * 1e-3 * (h * 1e-3) ** 3 / 12)) * 1e3
