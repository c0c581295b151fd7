def van_der_waals(n, V, T, a, b):
    R = 8.31446261815324e-2
    return n * R * T / (V - n * b) - a * n**2 / V**2
