import numpy as np


def release_sites(counts):
    """Number of release sites and release probability of a synapse from mean and variance of evoked counts at several calcium levels: var = q m - m^2/N."""
    ...
