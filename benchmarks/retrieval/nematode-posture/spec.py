import numpy as np


def eigenworms(angles, k):
    """The k body shapes that account for most of the variation of tangent angles over frames."""
    ...
