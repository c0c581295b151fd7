"""What scientists call methods whose routines have other names."""

import re
from typing import Final

_ENTRIES: Final = (
    (r"t-?tests?\b", "scipy.stats.ttest_ind"),
    (
        r"paired (?:samples? )?(?:student(?:'s)? )?t-?tests?|related samples? t-?test|t-?test (?:for|of|"
        r"on) (?:paired|related)",
        "scipy.stats.ttest_rel",
    ),
    (r"one-sample (?:student(?:'s)? )?t-?tests?", "scipy.stats.ttest_1samp"),
    (r"mann-whitney|wilcoxon rank-sum|rank-sum test", "scipy.stats.mannwhitneyu"),
    (r"(?:wilcoxon )?signed-rank", "scipy.stats.wilcoxon"),
    (r"kruskal-wallis", "scipy.stats.kruskal"),
    (r"one-way (?:anova|analysis of variance)|one-way f", "scipy.stats.f_oneway"),
    (r"kolmogorov-smirnov[^.]*two samples?|two-sample kolmogorov-smirnov", "scipy.stats.ks_2samp"),
    (r"kolmogorov-smirnov", "scipy.stats.kstest"),
    (
        r"chi-?squared? test (?:of|for) (?:independence|association|homogeneity)|contingency table",
        "scipy.stats.chi2_contingency",
    ),
    (r"chi-?squared? goodness|goodness[- ]of[- ]fit chi", "scipy.stats.chisquare"),
    (r"fisher(?:'s)? exact", "scipy.stats.fisher_exact"),
    (r"shapiro", "scipy.stats.shapiro"),
    (r"spearman", "scipy.stats.spearmanr"),
    (r"kendall", "scipy.stats.kendalltau"),
    (r"pearson", "scipy.stats.pearsonr"),
    (r"theil|\bsen(?:'s)? slope", "scipy.stats.theilslopes"),
    (
        r"(?:ordinary |simple )?(?:linear regression|least[- ]squares (?:straight )?line|straight[- "
        r"]line fit)",
        "scipy.stats.linregress",
    ),
    (r"standard error of the mean", "scipy.stats.sem"),
    (r"interquartile range", "scipy.stats.iqr"),
    (r"median absolute deviation", "scipy.stats.median_abs_deviation"),
    (r"circular mean|mean direction", "scipy.stats.circmean"),
    (r"circular standard deviation", "scipy.stats.circstd"),
    (r"geometric mean", "scipy.stats.gmean"),
    (r"harmonic mean", "scipy.stats.hmean"),
    (r"z-?scores?", "scipy.stats.zscore"),
    (r"kernel[- ]density", "scipy.stats.gaussian_kde"),
    (
        r"welch(?!'s? (?:t\b|t-|unequal))[^.]*(?:spectr|psd|method)|(?:spectr|psd)[^.]*welch",
        "scipy.signal.welch",
    ),
    (r"periodogram", "scipy.signal.periodogram"),
    (r"lomb", "scipy.signal.lombscargle"),
    (r"coherence", "scipy.signal.coherence"),
    (r"cross[- ](?:power )?spectral density", "scipy.signal.csd"),
    (r"spectrogram", "scipy.signal.spectrogram"),
    (r"butterworth", "scipy.signal.butter"),
    (r"chebyshev (?:type[- ]?)?(?:I|1)\b(?! distance)", "scipy.signal.cheby1"),
    (r"chebyshev (?:type[- ]?)?(?:II|2)\b", "scipy.signal.cheby2"),
    (r"savitzky|savgol", "scipy.signal.savgol_filter"),
    (r"median filter", "scipy.signal.medfilt"),
    (r"linear(?:ly)? (?:trend|detrend)|detrend", "scipy.signal.detrend"),
    (r"analytic signal|hilbert|(?:amplitude )?envelope", "scipy.signal.hilbert"),
    (r"\bpeaks?\b", "scipy.signal.find_peaks"),
    (r"simpson", "scipy.integrate.simpson"),
    (
        r"cumulative(?:ly)?[^.]*trapez|trapez[^.]*cumulative|running (?:trapezoidal )?integral",
        "scipy.integrate.cumulative_trapezoid",
    ),
    (r"trapez", "scipy.integrate.trapezoid"),
    (r"pchip|monotone (?:piecewise )?cubic|shape-preserving", "scipy.interpolate.PchipInterpolator"),
    (r"akima", "scipy.interpolate.Akima1DInterpolator"),
    (r"cubic spline", "scipy.interpolate.CubicSpline"),
    (r"linear(?:ly)? interpolat", "numpy.interp"),
    (r"radial basis", "scipy.interpolate.RBFInterpolator"),
    (
        r"shortest[\w ]*(?:path|route|time|distance|way)|dijkstra|quickest|cheapest (?:path|route)",
        "networkx.shortest_path_length",
    ),
    (r"shortest[\w ]*(?:path|route)|dijkstra", "networkx.shortest_path"),
    (r"minimum spanning tree", "networkx.minimum_spanning_tree"),
    (r"betweenness", "networkx.betweenness_centrality"),
    (r"closeness", "networkx.closeness_centrality"),
    (r"page ?rank", "networkx.pagerank"),
    (r"clustering coefficient", "networkx.average_clustering"),
    (r"connected components?", "networkx.number_connected_components"),
    (r"maximum flow|max-flow", "networkx.maximum_flow_value"),
    (r"matrix exponential", "scipy.linalg.expm"),
    (r"action of the matrix exponential", "scipy.sparse.linalg.expm_multiply"),
    (r"singular values", "scipy.linalg.svdvals"),
    (r"eigenvalues of a (?:real )?(?:symmetric|hermitian)", "numpy.linalg.eigvalsh"),
    (r"least[- ]squares solution", "numpy.linalg.lstsq"),
    (r"non-?negative least[- ]squares", "scipy.optimize.nnls"),
    (r"pseudo-?inverse", "numpy.linalg.pinv"),
    (
        r"assignment problem|hungarian|optimal (?:one-to-one )?assignment",
        "scipy.optimize.linear_sum_assignment",
    ),
    (r"hierarchical(?:ly)?|agglomerative|dendrogram|\blinkage\b|upgma", "scipy.cluster.hierarchy.linkage"),
    (
        r"pairwise [\w-]*\s?(?:distance|dissimilarit)|between all pairs|every pair of (?:rows|sites|"
        r"samples)",
        "scipy.spatial.distance.pdist",
    ),
    (r"(?:from|between) each .*(?:to|and) each|cross-distance", "scipy.spatial.distance.cdist"),
    (r"convex hull", "scipy.spatial.ConvexHull"),
    (r"k-?d[- ]tree|nearest neighbou?r", "scipy.spatial.KDTree"),
)
NAMES: Final = tuple(
    (re.compile(rf"\b(?:{pattern})" if pattern[0] not in "\\(" else pattern, re.IGNORECASE), routine)
    for pattern, routine in _ENTRIES
)


def called(text: str) -> dict[str, str]:
    """Routines that the text calls by another name, with the words that do."""
    out: dict[str, str] = {}
    for pattern, routine in NAMES:
        found = pattern.search(text)
        if found is not None:
            out.setdefault(routine, found.group())
    return out
