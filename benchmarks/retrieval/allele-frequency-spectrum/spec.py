import numpy as np


def folded_sfs(genotypes):
    """Number of sites at which the minor allele is carried k times, k = 1 .. n/2."""
    ...
