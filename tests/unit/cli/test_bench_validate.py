"""The parts of `bench validate`, `coverage` and `weights` that need no sandbox."""

import ast
import json

import numpy as np
import pytest

from ansatz.claims.inputs.draw import Drawn
from ansatz.claims.laws.register import LAWS
from ansatz.claims.returned import Seen
from ansatz.claims.score import check_digest
from ansatz.claims.trying import Inputs, Trial
from ansatz.cli.bench.calibration import brier
from ansatz.cli.bench.fitting import fitted, weights
from ansatz.cli.bench.pools import Member, pools_of, selection, share_right
from ansatz.cli.bench.result import make_result, write_result
from ansatz.cli.bench.rewrites import variants
from ansatz.core.inputs import InputModel

WELL = """import numpy as np


def well(r, depth):
    total = 0.0
    for value in r:
        if value < 2.0:
            total += depth * value
        else:
            total -= depth
    return total
"""


def run(text):
    names = {}
    exec(compile(text, "well", "exec"), names)
    return names["well"]


def test_rewrites_look_different_and_behave_the_same():
    rewritten = variants(WELL, "well")
    assert len({ast.dump(ast.parse(t)) for t in [WELL, *rewritten]}) == 4
    r = np.random.default_rng(0).uniform(0, 4, 30)
    assert len({run(t)(r, 1.7) for t in [WELL, *rewritten]}) == 1


def member(name, is_right, values, module):
    trial = Trial(tuple(Seen((np.asarray(v),)) for v in values), (True,) * len(values), {})
    return Member(name, is_right, module, trial, 0.0, False)


def test_pools_and_ties():
    drawn = tuple(Drawn("plain", {"x": float(n)}, {}) for n in range(3))
    inputs = Inputs.__new__(Inputs)
    object.__setattr__(inputs, "drawn", drawn)
    object.__setattr__(inputs, "ensembles", ())
    object.__setattr__(inputs, "model", InputModel(()))
    right = [member(f"r{n}", True, [1.1, 2.2, 3.3], f"def f(x):\n    return x + {n}\n") for n in (1, 2, 3)]
    wrong = [member("w0", False, [1.1, 2.2, 9.9], "def f(x):\n    while x:\n        x -= 1\n    return x\n")]
    wrong += [member("w1", False, [0.5, 2.2, 3.3], "def f(x):\n    return [x for _ in 'ab'][0] * 7\n")]
    pools = pools_of([*right, *wrong], [[w] * 3 for w in wrong])
    assert [len(pools[k]) for k in ("select_all", "select_one_right", "select_two_right")] == [1, 3, 6]
    picked = selection(pools, inputs)
    assert picked["select_all"] == 1.0
    assert picked["select_two_right_majority"] == 0.0
    assert picked["select_two_right"] > 0.9
    assert share_right([right[0], wrong[0]], [1.0, 1.0]) == 0.5


def test_brier_is_zero_for_a_score_that_tells_right_from_wrong():
    rows = [
        {"case": str(case), "score": 0.0, "refuted": not ok, "right": ok}
        for case in range(8)
        for ok in (True, False)
    ]
    assert brier(rows) < 0.03
    blind = [{**row, "refuted": False} for row in rows]
    assert brier(blind) == pytest.approx(0.25, abs=0.01)


def test_weights_follow_what_variants_break():
    def row(broken):
        claim = {"kind": "sums", "verdict": "supported", "killed": broken, "mutants": 8}
        return {"id": "f", "claims": [claim]}

    table = fitted([row(6)] * 5)
    assert table["sums"].broken < -0.5 < 0.0 < table["sums"].held
    assert fitted([row(6)]) == {}
    assert fitted([row(0)] * 5) == {}
    many = fitted([row(6)] * 50)
    assert many["sums"].broken < table["sums"].broken


def test_weights_belong_to_the_check_that_they_were_measured_with(tmp_path):
    claim = {"kind": "sums", "verdict": "supported", "killed": 6, "mutants": 8}
    rows = [{"id": f"f{n}", "claims": [claim]} for n in range(5)]
    measured = tmp_path / "coverage.json"
    write_result(make_result("coverage", 0, {}, rows, checks={"sums": check_digest("sums")}), measured)
    weights(measured, tmp_path / "weights.json")
    written = json.loads((tmp_path / "weights.json").read_text())
    assert written["weights"]["sums"]["check"] == check_digest("sums") != check_digest("trace")


def test_every_kind_has_a_digest_of_its_own_check():
    digests = {kind: check_digest(kind) for kind in (*LAWS, "session", "equation", "residual", "runs")}
    assert all(digests.values())
    assert len(set(digests.values())) == len(digests)
    assert check_digest("session?") == digests["session"]
    assert check_digest("of which nobody has heard") == ""
