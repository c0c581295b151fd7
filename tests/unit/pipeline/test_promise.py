"""The one promise: what is offered as verified is right, and what cannot be verified says so."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ansatz.core.evidence import Refuted
from ansatz.core.outcome import Accepted, Declined, Judged, NoneAccepted, NoSandbox
from ansatz.core.text import DocumentSnapshot
from ansatz.editing import apply
from ansatz.pipeline.run import Tools, generate, implement, validate
from ansatz.reading.read import read_spec
from ansatz.sources.equation import EquationSource
from ansatz_sandbox import Bubblewrap, Limits, SandboxUnavailable
from support.specs import DILUTION, ETALON, LENS, SOUND, only_function, stub


def with_sandbox(work):
    """Run `work(tools)` with a real sandbox, or skip where there is none to be had."""

    async def run():
        try:
            sandbox = await Bubblewrap.open(Path(sys.executable))
        except SandboxUnavailable as error:
            pytest.skip(f"no sandbox: {error.reason}")
        try:
            return await work(Tools((EquationSource(),), sandbox, Limits(), 0, ()))
        finally:
            await sandbox.close()

    return asyncio.run(run())


def generated(text):
    snapshot = DocumentSnapshot("file:///f.py", text, 1)
    return with_sandbox(lambda tools: generate(snapshot, only_function(text), tools, lambda progress: None))


def judged(text):
    snapshot = DocumentSnapshot("file:///f.py", text, 1)
    return with_sandbox(lambda tools: validate(snapshot, only_function(text), tools, lambda progress: None))


@pytest.mark.parametrize("text", [SOUND, LENS, DILUTION, ETALON], ids=["sound", "lens", "dilution", "etalon"])
def test_an_equation_becomes_an_accepted_edit(text):
    outcome = generated(text)
    assert isinstance(outcome, Accepted), outcome
    after = apply(text, outcome.edit.changes)
    compile(after, "after.py", "exec")
    assert "NotImplementedError" not in after
    assert not any(isinstance(claim.verdict, Refuted) for claim in outcome.record.claims)
    assert outcome.record.reasons or outcome.record.level == "verified"


SHOWN = "    >>> round(sound_speed(1.4, 101.325, 1.204), 4)\n    343.2488\n"
EXAMPLE = SOUND.replace("    speed of sound [m/s]\n", f"    speed of sound [m/s]\n\n{SHOWN}")


def test_an_example_that_tells_every_fault_apart_verifies():
    outcome = generated(EXAMPLE)
    assert isinstance(outcome, Accepted)
    assert outcome.record.level == "verified"
    assert all(exposure.is_enough for exposure in outcome.record.exposures)


def planted(text, change):
    """Generate from a spec whose first reading was altered after it was read."""
    target = only_function(text)
    spec = read_spec(text, target)
    altered = replace(spec, readings=(change(spec.readings[0]), *spec.readings[1:]))
    snapshot = DocumentSnapshot("file:///f.py", text, 1)
    return with_sandbox(lambda tools: implement(snapshot, target, altered, tools, lambda progress: None))


def swapped(one, other):
    def change(reading):
        swap = {one: other, other: one}
        bindings = tuple(replace(b, parameter=swap.get(b.parameter, b.parameter)) for b in reading.bindings)
        return replace(reading, bindings=bindings)

    return change


def misunderstood(parameter, factor):
    def change(reading):
        units = tuple(
            (n, replace(u, factor=u.factor * factor) if n == parameter else u) for n, u in reading.units
        )
        return replace(reading, units=units)

    return change


def misreturned(factor):
    def change(reading):
        return replace(
            reading,
            output_units=tuple(u and replace(u, factor=u.factor * factor) for u in reading.output_units),
        )

    return change


PLANTED = [
    (SOUND, swapped("p", "rho")),
    (SOUND, swapped("gamma", "rho")),
    (DILUTION, swapped("c_s", "c_w")),
    (DILUTION, swapped("c_s", "v")),
    (LENS, swapped("f", "s")),
    (ETALON, swapped("lam", "d")),
    (EXAMPLE, swapped("p", "rho")),
    (SOUND, misunderstood("p", 1000.0)),
    (SOUND, misunderstood("p", 1e-3)),
    (SOUND, misunderstood("rho", 1e3)),
    (ETALON, misunderstood("theta", 57.29577951308232)),
    (ETALON, misunderstood("d", 1e-3)),
    (EXAMPLE, misunderstood("p", 1e-3)),
    (SOUND, misreturned(1000.0)),
    (DILUTION, misreturned(1e-3)),
    (EXAMPLE, misreturned(3.6)),
]


@pytest.mark.parametrize(("text", "fault"), PLANTED)
def test_a_fault_planted_between_reading_and_sources_is_never_verified(text, fault):
    outcome = planted(text, fault)
    assert not (isinstance(outcome, Accepted) and outcome.record.level == "verified")


WRONG = [
    ("return np.sqrt(gamma * p / rho)", "unit of the pressure"),
    ("return np.sqrt(gamma * p * 1e3 * rho)", "density upside down"),
    ("p *= 1e3\nreturn np.sqrt(gamma * p / rho)", "argument changed in place"),
    ("return float(np.sqrt(gamma * np.mean(p) * 1e3 / np.mean(rho)))", "one number for an array"),
    ("return np.sqrt(gamma * p * 1e3 / rho).simplify()", "no such method"),
    ("return None", "nothing returned"),
    ("print('verified')\nraise SystemExit(0)", "leaves before returning"),
]


@pytest.mark.parametrize(("body", "what"), WRONG, ids=[w for _, w in WRONG])
def test_wrong_code_is_refuted_or_left_open_but_never_accepted(body, what):
    outcome = judged(stub("sound_speed(gamma, p, rho)", only_docstring(SOUND), body=body))
    assert isinstance(outcome, Judged)
    assert outcome.record.level in {"refuted", "unchecked"}


RIGHT = [
    "return np.sqrt(gamma * p * 1e3 / rho)",
    "pressure = np.asarray(p, dtype=float) * 1000.0\nreturn (gamma * pressure / rho) ** 0.5",
    "return np.exp(0.5 * (np.log(gamma) + np.log(p) + np.log(1000.0) - np.log(rho)))",
]


@pytest.mark.parametrize("body", RIGHT)
def test_right_code_in_any_style_is_not_refuted(body):
    outcome = judged(stub("sound_speed(gamma, p, rho)", only_docstring(SOUND), body=body))
    assert isinstance(outcome, Judged)
    assert outcome.record.level in {"verified", "plausible"}, [
        c for c in outcome.record.claims if isinstance(c.verdict, Refuted)
    ]


def only_docstring(text):
    return only_function(text).docstring_text.of(text)


def test_absent_functions_of_a_library_are_found():
    body = (
        "from scipy import integrate\nreturn integrate.simps([1.0, 2.0]) * 0 + np.sqrt(gamma * p * 1e3 / rho)"
    )
    outcome = judged(stub("sound_speed(gamma, p, rho)", only_docstring(SOUND), body=body))
    refuted = {c.kind for c in outcome.record.claims if isinstance(c.verdict, Refuted)}
    assert "installed_api" in refuted


def test_without_equation_or_docstring_it_says_why():
    assert isinstance(generated(stub("f(x)", "Smooth the data.\n\nx: data")), NoneAccepted)
    outcome = generated("def f(x):\n    ...\n")
    assert isinstance(outcome, NoneAccepted)
    assert "docstring" in outcome.why


def test_a_faulty_spec_is_declined_before_anything_runs():
    outcome = generated(SOUND.replace(r"\sqrt{\frac{\gamma p}{\rho}}", r"\frac{\gamma p}{\rho}"))
    assert isinstance(outcome, Declined)


class _Gone:
    async def run(self, job):
        raise SandboxUnavailable("nothing isolates here", "install bubblewrap")

    async def run_all(self, jobs):
        raise SandboxUnavailable("nothing isolates here", "install bubblewrap")

    async def close(self):
        pass


def test_without_a_sandbox_nothing_is_run_and_the_outcome_says_what_to_do():
    snapshot = DocumentSnapshot("file:///f.py", SOUND, 1)
    tools = Tools((EquationSource(),), _Gone(), Limits(), 0, ())
    outcome = asyncio.run(generate(snapshot, only_function(SOUND), tools, lambda progress: None))
    assert outcome == NoSandbox("nothing isolates here", "install bubblewrap")


def test_a_root_that_nothing_singles_out_is_not_verified():
    docstring = "Velocity.\n\nv**2 = 2 * g * h\n\ng: acceleration [m/s^2]\nh: height [m]\n\nReturns v in m/s"
    open_branch = generated(stub("speed(g, h)", docstring))
    singled_out = generated(stub("speed(g, h)", f"{docstring}, positive."))
    assert isinstance(open_branch, Accepted)
    assert open_branch.record.level == "plausible"
    assert "rearranged" in open_branch.record.reasons[0]
    assert isinstance(singled_out, Accepted)
    assert singled_out.record.level == "verified"


def test_steps_keep_their_lines_when_an_import_goes_inside_the_function():
    text = SOUND.replace("import numpy as np\n", "np = 3\n")
    outcome = generated(text)
    assert isinstance(outcome, Accepted)
    after = apply(text, outcome.edit.changes)
    body = after[only_function(after).statements.start :].splitlines()
    (step,) = outcome.record.steps
    assert "sqrt" in body[step.last_line - 1]


def test_an_argument_with_a_modules_name_is_out_of_reach():
    text = stub("double(np)", "y = exp(np)\n\nnp: number of pixels\n\nReturns y.")
    outcome = generated(text)
    assert isinstance(outcome, NoneAccepted)
    assert "`np`" in outcome.why
