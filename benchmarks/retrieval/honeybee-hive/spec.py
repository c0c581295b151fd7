import numpy as np


def colony(t, H0, F0, L, w, alpha, sigma, m):
    """Hive bees and foragers after t days with eclosion, recruitment, social inhibition and death of foragers."""
    ...
