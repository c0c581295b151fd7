def exitance(T):
    return 5.670374419e-8 * T**4
