from scipy import constants


def gas_density(p, T, M):
    return (p * 1e3) * (M * 1e-3) / (constants.R * T)
