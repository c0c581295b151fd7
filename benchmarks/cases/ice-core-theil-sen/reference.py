from scipy import stats


def trend(year, delta):
    return stats.theilslopes(delta, year).slope
