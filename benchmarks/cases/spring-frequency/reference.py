import math



def spring_frequency(k, m):
    return math.sqrt(k / (m * 1e-3)) / (2 * math.pi)
