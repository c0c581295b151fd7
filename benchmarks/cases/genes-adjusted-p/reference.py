from scipy import stats


def adjust(p):
    return stats.false_discovery_control(p)
