import numpy as np


def match_tracks(previous, current):
    """One-to-one pairing of cells in two frames with the smallest total displacement.

    previous, current: (n, 2) positions [um]
    """
    ...
