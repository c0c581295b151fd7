from scipy import stats


def moisture_anova(*plots):
    return stats.f_oneway(*plots).statistic
