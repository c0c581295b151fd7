import math



def ph_buffer(p, a, h):
    return p + math.log10(a / h)
