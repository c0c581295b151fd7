"""What routines do though their parameters and summaries do not say it: conventions that a text may name."""

from typing import Final

KNOWN: Final[dict[str, tuple[frozenset[str], str]]] = {
    "scipy.stats.gaussian_kde": (
        frozenset({"unbiased", "density"}),
        "bandwidth full sample covariance density",
    ),
    "scipy.stats.spearmanr": (frozenset({"ties"}), "rank average coefficient"),
    "scipy.stats.pearsonr": (frozenset(), "product moment linear coefficient"),
    "scipy.stats.kendalltau": (frozenset({"ties"}), "rank coefficient"),
    "scipy.stats.kruskal": (frozenset({"ties"}), "rank"),
    "scipy.stats.mannwhitneyu": (frozenset({"ties"}), "rank sum"),
    "scipy.stats.linregress": (frozenset(), "ordinary straight line fit regression slope intercept"),
    "scipy.stats.sem": (frozenset(), "standard error deviation mean"),
}
"""By routine: senses that it meets by itself, and words that it accounts for."""
