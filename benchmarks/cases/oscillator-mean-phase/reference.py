import numpy as np
from scipy import stats


def mean_phase(p):
    return stats.circmean(p, high=np.pi, low=-np.pi)
