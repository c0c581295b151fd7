def manning_velocity(n, R, S):
    return R ** (2 / 3) * S**0.5 / n
