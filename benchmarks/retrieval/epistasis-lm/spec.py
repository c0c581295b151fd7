import numpy as np


def additive_effects(genotypes, fitness):
    """Effect of each mutation on log fitness under an additive model, and the variance that it explains."""
    ...
