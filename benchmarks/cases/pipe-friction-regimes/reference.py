def friction_factor(Re):
    return 64 / Re if Re < 2300 else 0.316 / Re**0.25
