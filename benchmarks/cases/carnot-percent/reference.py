def carnot_efficiency(T_hot, T_cold):
    return 100 * (1 - T_cold / T_hot)
