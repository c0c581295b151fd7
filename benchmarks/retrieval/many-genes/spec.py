import numpy as np


def significant(p, q=0.05):
    """Which of thousands of genes to report so that at most a share q of them is expected to be false."""
    ...
