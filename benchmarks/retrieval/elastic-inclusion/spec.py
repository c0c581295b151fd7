import numpy as np


def rotate_stiffness(C, R):
    """Fourth-rank stiffness in a rotated frame, C'_ijkl = R_ia R_jb R_kc R_ld C_abcd."""
    ...
