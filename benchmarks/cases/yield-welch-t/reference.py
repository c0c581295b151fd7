from scipy import stats


def yield_difference(treated, control):
    result = stats.ttest_ind(treated, control, equal_var=False)
    return result.statistic, result.pvalue
