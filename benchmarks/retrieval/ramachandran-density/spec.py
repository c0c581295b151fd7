import numpy as np


def backbone_map(phi, psi, width=5.0):
    """Share of residues per cell of a map of backbone torsions, cells `width` degrees on a side, -180..180 both ways."""
    ...
