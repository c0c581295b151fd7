import numpy as np


def hwe_pvalue(n_AA, n_Aa, n_aa):
    """Goodness of fit of genotype counts to Hardy-Weinberg proportions p^2, 2pq, q^2 (one degree of freedom)."""
    ...
