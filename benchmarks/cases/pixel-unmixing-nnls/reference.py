from scipy.optimize import nnls


def unmix(endmembers, pixel):
    return nnls(endmembers, pixel)[0]
