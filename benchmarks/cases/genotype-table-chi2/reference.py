from scipy.stats import chi2_contingency


def independence(table):
    r = chi2_contingency(table, correction=False)
    return r.statistic, r.pvalue
