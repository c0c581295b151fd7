import math


def refraction_angle(n1, n2, theta1):
    return math.degrees(math.asin(n1 * math.sin(math.radians(theta1)) / n2))
