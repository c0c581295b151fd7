def tip_deflection(F, L, E, b, h):
    r"""Deflection of the tip of a cantilever of rectangular section:

    \delta = \frac{F L^3}{3 E I}, \quad I = \frac{b h^3}{12}

    F : load F [N]
    L : length L [mm]
    E : Young's modulus E [GPa]
    b : width b [mm]
    h : height h [mm]

    Returns \delta [mm]
    """
    ...
