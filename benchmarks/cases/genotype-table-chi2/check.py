from scipy.stats import chi2_contingency


def check(f):
    t = [[12, 5], [7, 19]]
    r = chi2_contingency(t, correction=False)
    a, b = f(t)
    assert abs(a - r.statistic) < 1e-10 and abs(b - r.pvalue) < 1e-10
