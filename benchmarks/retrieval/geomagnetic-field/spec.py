import numpy as np


def field_vector(lat, lon, r, g, h):
    """North, east and down components of the main field from Schmidt semi-normalised coefficients g[n][m], h[n][m]."""
    ...
