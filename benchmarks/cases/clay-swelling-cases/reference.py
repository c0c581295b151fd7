def swelling(x, a, b):
    return a * x * x if x <= b else a * b * (2 * x - b)
