from scipy import stats


def size_p_value(upstream, downstream):
    return stats.mannwhitneyu(upstream, downstream, alternative="two-sided").pvalue
