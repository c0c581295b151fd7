import math



def debye_length(I, T, er):
    return (
        math.sqrt(er * 8.8541878128e-12 * 1.380649e-23 * T / (2 * 6.02214076e23 * 1.602176634e-19**2 * I))
        * 1e9
    )
