import numpy as np


def territories(nests):
    """For each nest the polygon of all places that are nearer to it than to any other nest."""
    ...
