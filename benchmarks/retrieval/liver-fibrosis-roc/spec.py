import numpy as np


def discrimination(score, diseased):
    """Probability that a diseased patient scores higher than a healthy one, and the cut-off with the best Youden index."""
    ...
