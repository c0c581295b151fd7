from scipy.integrate import simpson


def exposure(t, c):
    return simpson(c, x=t)
