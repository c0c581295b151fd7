import numpy as np


def upgma(distances, names):
    """Newick string of the rooted tree with equal rates, from a matrix of pairwise distances."""
    ...
