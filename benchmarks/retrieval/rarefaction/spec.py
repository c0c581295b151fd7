import numpy as np


def expected_richness(counts, n):
    """Number of species expected in a subsample of n individuals drawn from a community of many thousand (Hurlbert)."""
    ...
