from scipy import interpolate


def temperature_at(depth, temperature, z):
    return interpolate.PchipInterpolator(depth, temperature, extrapolate=False)(z)
