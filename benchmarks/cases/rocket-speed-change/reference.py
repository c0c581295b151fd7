import math


def delta_v(Isp, m0, mf):
    return Isp * 9.80665 * math.log(m0 / mf) / 1e3
