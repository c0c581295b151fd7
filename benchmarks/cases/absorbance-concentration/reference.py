def concentration(A, e, l):
    return A / (e * l) * 1e6
