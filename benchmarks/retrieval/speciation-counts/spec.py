import numpy as np


def birth_death_ml(branching_times, sampling):
    """Rates of speciation and extinction under which the reconstructed phylogeny is most probable."""
    ...
