def pooled_sd(s1, n1, s2, n2):
    return (((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / (n1 + n2 - 2)) ** 0.5
