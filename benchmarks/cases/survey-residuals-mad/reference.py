from scipy import stats


def robust_spread(r):
    return stats.median_abs_deviation(r, scale="normal")
