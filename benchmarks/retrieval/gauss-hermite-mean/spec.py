import numpy as np


def expected_response(f, mu, sigma, n):
    """Mean of f(X) for X normal with mean mu and standard deviation sigma, exact for polynomials of degree 2n-1."""
    ...
