import math



def dew_point(T, RH):
    g = math.log(RH / 100) + 17.62 * T / (243.12 + T)
    return 243.12 * g / (17.62 - g)
