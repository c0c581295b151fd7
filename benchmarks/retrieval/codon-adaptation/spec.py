import numpy as np


def cai(codons, relative_adaptiveness):
    """Codon adaptation index of a gene: the geometric mean of the weights w of its codons."""
    ...
