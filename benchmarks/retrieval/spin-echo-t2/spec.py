import numpy as np


def t2_map(echoes, te):
    """Transverse relaxation time in each voxel from the magnitude at several echo times, S = S0 exp(-TE/T2)."""
    ...
