import numpy as np


def source_shares(mixture, tracers, sd, n_draws, rng):
    """Posterior shares of sediment sources from tracer concentrations, uniform prior on the simplex."""
    ...
