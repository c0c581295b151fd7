"""A refuted equation comes with the stretch on which the code leaves it, and that can be drawn."""

import asyncio
import xml.etree.ElementTree as ET

import pytest

from ansatz.claims.derive import claims_of
from ansatz.claims.judging import judge
from ansatz.claims.sweeping import POINTS, around, with_sweeps
from ansatz.core.candidate import Candidate
from ansatz.core.claim import Basis, ParameterDomain
from ansatz.core.evidence import Refuted, Sweep
from ansatz.core.spec import Bounds
from ansatz.ide.picture import as_image, picture, regions
from ansatz.reading.read import read_spec
from ansatz_sandbox import Limits
from support.in_process import InProcess
from support.specs import only_function, stub

HUBBLE = r"""
Recession speed of a galaxy.

.. math:: v = \begin{cases} H d & d < 50 \\ H d + q d^2 & d \ge 50 \end{cases}

Parameters
----------
H : float
    Rate :math:`H`, dimensionless.
d : float
    Distance :math:`d`, dimensionless, 1 to 200.
q : float
    Correction :math:`q`, dimensionless.

Returns
-------
float
    Speed :math:`v`, dimensionless.
"""


def swept(body):
    text = stub("speed(H, d, q)", HUBBLE, body=body)
    spec = read_spec(text, only_function(text))
    candidate = Candidate("existing", "", "", (), text, "speed", frozenset({Basis("author", "test", "code")}))

    async def run():
        judged = await judge(candidate, spec, claims_of(spec), InProcess(), Limits(), 0, lambda _: None)
        return await with_sweeps(judged, candidate, spec, InProcess(), Limits())

    found = asyncio.run(run())
    return [e.verdict.sweep for e in found.evidence if isinstance(e.verdict, Refuted) and e.verdict.sweep]


def test_the_argument_that_bounds_the_region_is_swept():
    (sweep,) = swept("return H * d if d < 90 else H * d + q * d**2")
    assert sweep.parameter == "d"
    assert sweep.at in sweep.values
    ((low, high),) = regions(sweep)
    assert 45 < low <= 55
    assert 85 < high <= 95


def test_right_code_has_no_sweep():
    assert swept("return H * d if d < 50 else H * d + q * d**2") == []


@pytest.mark.parametrize("at", [-3.0, 0.0, 1e-6, 2302.3])
def test_the_witness_is_among_the_values(at):
    values = around(at, ParameterDomain("x", "scalar", Bounds(), 1.0))
    assert at in values
    assert len(values) == POINTS
    assert values == sorted(values)


def test_a_picture_is_a_document_whose_text_is_escaped():
    values = tuple(float(n) for n in range(5))
    sweep = Sweep("a<b", 2.0, values, (1.0, 2.0, None, 4.0, 5.0), (1.0, 2.0, 3.0, 4.5, None))
    drawn = picture(sweep, '<script>"')
    root = ET.fromstring(drawn)
    assert root.tag.endswith("svg")
    assert "<script" not in drawn
    assert regions(sweep) == ((3.0, 4.0),)
    assert as_image(sweep, "f").startswith("![")


def test_values_of_one_size_and_none_at_all_can_be_drawn():
    same = Sweep("x", 1.0, (1.0, 1.0), (2.0, 2.0), (2.0, 2.0))
    nothing = Sweep("x", 1.0, (1.0, 2.0), (None, None), (None, None))
    assert ET.fromstring(picture(same, "f")) is not None
    assert ET.fromstring(picture(nothing, "f")) is not None
