from scipy import stats


def kruskal_h(basalt, granite, gneiss):
    return stats.kruskal(basalt, granite, gneiss).statistic
