import numpy as np


def deflection(load, dx, Te, E, nu, rho_infill):
    """Deflection of the lithosphere under a periodic line load, D w'''' + drho g w = q, wavenumber by wavenumber."""
    ...
