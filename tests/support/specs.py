"""Docstrings of real science as stubs, for tests of reading, drafting and judging."""

from ansatz.core.target import FunctionTarget
from ansatz.targets import functions


def stub(
    signature: str,
    docstring: str,
    imports: str = "import numpy as np\n",
    body: str = "raise NotImplementedError",
) -> str:
    """A module with one function."""
    lines = "\n".join(f"    {line}" if line.strip() else "" for line in docstring.strip("\n").splitlines())
    code = "\n".join(f"    {line}" for line in body.splitlines())
    return f'{imports}\n\ndef {signature}:\n    r"""{lines.lstrip()}\n    """\n{code}\n'


def only_function(text: str) -> FunctionTarget:
    """The one function of `text`."""
    (found,) = functions(text)
    return found


SOUND = stub(
    "sound_speed(gamma, p, rho)",
    r"""
Speed of sound in an ideal gas.

.. math:: c = \sqrt{\frac{\gamma p}{\rho}}

Parameters
----------
gamma : float
    ratio of specific heats :math:`\gamma`, dimensionless
p : float or ndarray
    pressure :math:`p` [kPa]
rho : float or ndarray
    density :math:`\rho` [kg/m^3]

Returns
-------
c : float or ndarray
    speed of sound [m/s]
""",
)
LENS = stub(
    "lens(f, s)",
    """
Image distance of a thin lens.

    1/f = 1/s + 1/b

f: focal length [mm]
s: object distance [mm], scalar or array

Returns b in mm.
""",
)
DILUTION = stub(
    "stock(c_s, v, c_w)",
    """
Volume of stock.

V1 = C2 * V2 / C1

c_s: C1, stock concentration (mM)
v: V2, final volume (mL)
c_w: C2, working concentration (mM)

Returns V1 in mL.
""",
)
ETALON = stub(
    "phase(lam, d, theta)",
    """
Phase between two beams.

δ = (4π/λ) · d · cos θ

lam    wavelength λ [nm], scalar or array
d      spacing [µm]
theta  angle θ [degrees]

Returns δ in rad.
""",
)
