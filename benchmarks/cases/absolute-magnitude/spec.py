def absolute_magnitude(m, d):
    """Absolute magnitude M = m - 5 log10(d / 10 pc).

    m: apparent magnitude
    d: distance in kpc
    Returns: absolute magnitude M
    """
    ...
