import numpy as np


def resample(particles, log_weights, rng):
    """Systematic resampling of weighted particles; the weights are given by their logarithms, which may be -1e5."""
    ...
