def schwarzschild_radius(M):
    """Schwarzschild radius of a black hole, r_s = 2GM/c^2.

    M: mass in solar masses
    returns: r_s in km (G gravitational constant, c speed of light, 1 M_sun = 1.98847e30 kg)
    """
    ...
