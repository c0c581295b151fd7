import numpy as np


def parameter_sets(lower, upper, n, seed):
    """n parameter vectors for a sensitivity study, each range cut in n strata of which each is visited once."""
    ...
