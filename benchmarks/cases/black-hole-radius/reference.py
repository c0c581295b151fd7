def schwarzschild_radius(M):
    return 2 * 6.6743e-11 * M * 1.98847e30 / 299792458**2 / 1e3
