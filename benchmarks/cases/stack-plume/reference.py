import math


def plume(Q, u, sigma_y, sigma_z, y, z, H):
    return (
        1e6
        * Q
        / (2 * math.pi * u * sigma_y * sigma_z)
        * math.exp(-y * y / 2 / sigma_y**2)
        * (math.exp(-((z - H) ** 2) / 2 / sigma_z**2) + math.exp(-((z + H) ** 2) / 2 / sigma_z**2))
    )
