import math


def plasma_concentration(t, dose, V, k_a, k_e, F=1.0):
    return F * dose * k_a / (V * (k_a - k_e)) * (math.exp(-k_e * t) - math.exp(-k_a * t))
