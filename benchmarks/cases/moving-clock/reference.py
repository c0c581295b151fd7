from scipy import constants as k


def time_dilation(t, v):
    return t * (1 - (v * 1e3) ** 2 / k.c**2) ** 0.5
