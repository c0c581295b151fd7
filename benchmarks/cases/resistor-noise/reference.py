from scipy import constants as k


def thermal_noise(R, T, bandwidth):
    return 1e6 * (4 * k.k * T * R * 1e3 * bandwidth * 1e3) ** 0.5
