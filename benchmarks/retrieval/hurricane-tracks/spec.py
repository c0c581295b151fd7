import numpy as np


def group_tracks(tracks, n):
    """n groups of similar storm tracks, each resampled to the same number of points."""
    ...
