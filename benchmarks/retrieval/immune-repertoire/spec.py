import numpy as np


def clonality(counts):
    """One minus the evenness of clone sizes: 0 if all clones are alike, 1 if there is one only; zeros are allowed."""
    ...
