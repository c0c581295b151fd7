import math



def absolute_magnitude(m, d):
    return m - 5 * math.log10(d * 1e3 / 10)
