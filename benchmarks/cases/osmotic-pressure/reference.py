def osmotic_pressure(c, T, i=1.0):
    return i * c * 8.314462618 * (T + 273.15) / 1000
