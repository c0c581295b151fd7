from scipy import stats


def mean_direction(direction):
    return stats.circmean(direction, high=360)
