import numpy as np


def recombination_posterior(log_emission, log_transition, log_start):
    """Probability of each ancestry at each marker given all markers, for chains of a hundred thousand markers."""
    ...
