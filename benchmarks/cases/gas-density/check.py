import numpy as np


def check(f):
    # a mole takes up 22.414 l at 0 degrees Celsius and 101.325 kPa
    for molar_mass in (2.016, 28.014, 44.009):
        assert abs(f(101.325, 273.15, molar_mass) * 22.41396954 / molar_mass - 1) < 1e-6
    assert abs(f(50.0, 300.0, 28.0) / f(100.0, 300.0, 28.0) - 0.5) < 1e-12
    temperatures = np.array([200.0, 400.0, 800.0])
    assert np.allclose(np.asarray(f(100.0, temperatures, 30.0)) * temperatures, f(100.0, 1.0, 30.0))
