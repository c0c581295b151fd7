import math



def orbital_period(a, m, n):
    return math.sqrt(4 * math.pi**2 * a**3 / (6.6743e-11 * (m + n)))
