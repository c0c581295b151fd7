def ph_buffer(pKa, A, HA):
    """pH of a buffer (Henderson-Hasselbalch).

        pH = pKa + log10([A-]/[HA])

    pKa: acid constant
    A: concentration of the base [A-] in mM
    HA: concentration of the acid [HA] in mM
    """
    ...
