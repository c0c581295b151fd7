"""For each kind of claim a right and a wrong function of real science that it tells apart."""

import asyncio

import numpy as np
import pytest

from ansatz.claims import behaviour, equation, example, installed_api, mutants, units
from ansatz.claims.derive import claims_of
from ansatz.claims.domains import Sample, domain_of, samples
from ansatz.claims.judging import judge
from ansatz.claims.observing import Observation
from ansatz.core.candidate import Candidate
from ansatz.core.claim import (
    Basis,
    EqualsExpression,
    HasDimension,
    HasShape,
    MatchesExample,
    SatisfiesEquation,
    StaysWithin,
)
from ansatz.core.evidence import Refuted, Supported
from ansatz.core.spec import Bounds
from ansatz.reading.read import read_spec
from ansatz_sandbox import Limits
from support.in_process import InProcess
from support.specs import DILUTION, ETALON, LENS, SOUND, only_function, stub


def spec_of(text):
    return read_spec(text, only_function(text))


def seen(spec, function, seed=0):
    """What `function`, written in this file, does on the samples of a spec."""
    out = []
    for sample in samples(domain_of(spec), seed):
        value = function(**sample.arguments)
        parts = value if isinstance(value, tuple) else (value,)
        arrays = tuple(np.asarray(part, dtype=float) for part in parts)
        out.append(Observation(sample, arrays, tuple(a.ndim == 0 for a in arrays)))
    return out


def relation(spec, kind):
    return next(c.relation for c in claims_of(spec) if isinstance(c.relation, kind))


def sound(gamma, p, rho):
    return np.sqrt(gamma * np.asarray(p) * 1e3 / rho)


def test_equation():
    spec = spec_of(SOUND)
    claim = relation(spec, EqualsExpression)
    assert isinstance(equation.check_equals(claim, seen(spec, sound)), Supported)
    wrong = equation.check_equals(claim, seen(spec, lambda gamma, p, rho: sound(gamma, p, rho) * 1.001))
    assert isinstance(wrong, Refuted)
    assert dict(wrong.witness.arguments).keys() == {"gamma", "p", "rho"}


def test_equation_allows_what_rounding_explains():
    spec = spec_of(ETALON)

    def phase(lam, d, theta):
        return np.cos(theta * (np.pi / 180)) * (d * 4e-6) * np.pi / (np.asarray(lam) * 1e-9)

    assert isinstance(equation.check_equals(relation(spec, EqualsExpression), seen(spec, phase)), Supported)


def test_units_of_a_plan():
    spec = spec_of(SOUND)
    claim = relation(spec, HasDimension)
    plan = relation(spec, EqualsExpression).plan
    assert isinstance(units.check_plan(claim, plan), Supported)
    squared = mutants.plan_mutants(plan, Basis("parse", "grammar", "c"))
    assert any(isinstance(units.check_plan(claim, mutant), Refuted) for mutant in squared)


@pytest.mark.parametrize(
    ("function", "verdict"), [(sound, Supported), (lambda gamma, p, rho: p / rho + gamma, Refuted)]
)
def test_units_by_rescaling(function, verdict):
    spec = spec_of(SOUND)
    claim = relation(spec, HasDimension)
    pairs = units.rescaled(claim, samples(domain_of(spec), 0))
    observations = {}
    for sample in (s for pair in pairs for s in pair[:2]):
        value = np.asarray(function(**sample.arguments), dtype=float)
        observations[id(sample)] = Observation(sample, (value,), (value.ndim == 0,))
    assert isinstance(units.check_scaling(claim, pairs, observations), verdict)


@pytest.mark.parametrize(
    ("function", "verdict"),
    [(sound, Supported), (lambda gamma, p, rho: sound(gamma, np.mean(p), np.mean(rho)), Refuted)],
)
def test_shape(function, verdict):
    spec = spec_of(SOUND)
    assert isinstance(behaviour.check_shape(relation(spec, HasShape), seen(spec, function)), verdict)


@pytest.mark.parametrize(("scale", "verdict"), [(1.0, Supported), (1.5, Refuted)])
def test_bound(scale, verdict):
    text = stub("share(x)", "y = x / (1 + x)\n\nx: ratio, scalar or array\n\nReturns y, between 0 and 1.")
    spec = spec_of(text)
    claim = relation(spec, StaysWithin)
    assert claim.bounds == Bounds(0.0, 1.0)
    observations = seen(spec, lambda x: scale * np.asarray(x) / (1 + np.asarray(x)))
    assert isinstance(behaviour.check_bounds(claim, observations), verdict)


@pytest.mark.parametrize(("value", "verdict"), [(2.0, Supported), (2.004, Supported), (2.02, Refuted)])
def test_example(value, verdict):
    claim = MatchesExample("f(1.0)", (1.0,), (), (2.0,), 0.00501)
    observation = Observation(Sample("numbers", {"x": 1.0}), (np.asarray(value),), (True,))
    assert isinstance(example.check_example(claim, observation), verdict)


@pytest.mark.parametrize(
    ("function", "verdict"),
    [
        (lambda f, s: 1 / (1 / np.asarray(f) - 1 / np.asarray(s)), Supported),
        (lambda f, s: 1 / (1 / np.asarray(f) + 1 / np.asarray(s)), Refuted),
    ],
)
def test_residual_of_an_equation_that_had_to_be_rearranged(function, verdict):
    spec = spec_of(LENS)
    claim = relation(spec, SatisfiesEquation)
    assert isinstance(equation.check_residual(claim, seen(spec, function)), verdict)


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("p = np.asarray(p) * 1e3\nreturn np.sqrt(gamma * p / rho)", Supported),
        ("p = np.asarray(p)\np *= 1000\nreturn np.sqrt(gamma * p / rho)", Refuted),
    ],
)
def test_arguments_left_as_they_are(body, verdict):
    text = SOUND.replace("raise NotImplementedError", body.replace("\n", "\n    "))
    assert isinstance(judged(text)["inputs_unchanged"], verdict)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (SOUND.replace("raise NotImplementedError", "return np.sqrt(gamma * p * 1e3 / rho)"), Supported),
        (SOUND.replace("raise NotImplementedError", "return np.sqrt(gamma * p * 1e3 / rho"), Refuted),
    ],
)
def test_syntax(text, verdict):
    assert isinstance(judged(text, SOUND)["syntax"], verdict)


def judged(text, stated=""):
    """Verdicts by claim on the one function of `text`, by the docstring of `stated` or its own."""
    spec = spec_of(stated or text)
    candidate = Candidate(
        "existing", "", "", (), text, spec.name, frozenset({Basis("author", "test", "code")})
    )
    found = asyncio.run(judge(candidate, spec, claims_of(spec), InProcess(), Limits(), 0, lambda _: None))
    return {e.claim.id: e.verdict for e in found.evidence}


def test_names_of_installed_packages_are_found_with_their_lines():
    names = installed_api.used_names(
        "import numpy as np\nfrom scipy import integrate\n\nx = np.linalg.norm\ny = integrate.simps\n"
    )
    assert names.names["numpy.linalg.norm"] == 4
    assert names.names["scipy.integrate.simps"] == 5


def test_code_mutants_change_one_place_and_still_parse():
    module = "def f(a, b):\n    return a * b ** 2 - 1.5 / a\n"
    found = mutants.code_mutants(module, "f")
    assert len(found) >= 4
    assert all(compile(text, "mutant", "exec") for text in found)
    assert len(set(found)) == len(found)


def test_domains_keep_to_what_the_text_says():
    text = stub(
        "f(R, x)",
        "y = R * sum_i x_i\n\nR: reflectivity, 0 <= R < 1\n"
        "x: mole fractions that add up to 1, list\n\nReturns y.",
    )
    drawn = samples(domain_of(spec_of(text)), 3)
    assert drawn
    for sample in drawn:
        assert 0 <= sample.arguments["R"] < 1
        assert np.sum(sample.arguments["x"]) == pytest.approx(1.0)


def test_the_same_seed_draws_the_same_inputs():
    domain = domain_of(spec_of(DILUTION))
    assert samples(domain, 5) == samples(domain, 5)
    assert samples(domain, 5) != samples(domain, 6)
