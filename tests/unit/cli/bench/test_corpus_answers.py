"""Answers held against real routines in the sandbox, and what may not help to find them."""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from ansatz import targets
from ansatz.cli.bench.corpus.barring import Bar, aliases_of, names_used, oracles, reaches
from ansatz.cli.bench.corpus.comparing import Comparison, Real, compare, real_values
from ansatz.cli.bench.corpus.objects import CorpusObject
from ansatz.cli.bench.corpus.stubs import stub_of, stub_with
from ansatz.core.candidate import Candidate
from ansatz.core.spec import Spec
from ansatz.library.collected import Argument
from ansatz.reading.read import read_spec
from ansatz_sandbox import Bubblewrap, Call, Sandbox, SandboxUnavailable, Value

T = TypeVar("T")


Inside = Callable[[Callable[[Sandbox], Coroutine[Any, Any, T]]], T]


@pytest.fixture(scope="module")
def inside() -> Iterator[Inside[Any]]:
    """Runs work with one sandbox for all tests, or skips them where there is none."""
    with asyncio.Runner() as runner:
        try:
            sandbox = runner.run(Bubblewrap.open(Path(sys.executable)))
        except SandboxUnavailable as error:
            pytest.skip(str(error))
        try:
            yield lambda work: runner.run(work(sandbox))
        finally:
            runner.run(sandbox.close())


def an_object(name: str, *parameters: str, owner: str | None = None, doc: str = "") -> CorpusObject:
    return CorpusObject(name, (), owner, tuple(Argument(p, "positional", None) for p in parameters), doc)


def spec_of(one: CorpusObject) -> Spec:
    stub = stub_of(one)
    return read_spec(stub.text, targets.named(stub.text, stub.entry)[0])


def compared(inside: Inside[Any], one: CorpusObject, *bodies: str) -> tuple[Real, list[Comparison]]:
    async def work(sandbox: Sandbox) -> tuple[Real, list[Comparison]]:
        real = await real_values(sandbox, one, spec_of(one), 0)
        stubs = [stub_with(one, "", body) for body in bodies]
        return real, [await compare(sandbox, one.name, stub.text, stub.entry, real) for stub in stubs]

    return inside(work)


HYPOT = an_object(
    "numpy.hypot",
    "x",
    "y",
    doc="``sqrt(x**2 + y**2)``\n\nParameters\n----------\nx, y : array_like\n    Legs.\n",
)


def test_answers_are_compared_on_the_routine_s_own_values(inside: Inside[Any]):
    real, (right, wrong, raising, no_arrays) = compared(
        inside,
        HYPOT,
        "return (x * x + y * y) ** 0.5",
        "return (x * x + y * y) ** 0.5 * (1 + 1e-4)",
        "raise ValueError('no')",
        "return float(x * x + y * y) ** 0.5",
    )
    assert len(real.calls) >= 20
    assert right.difference == ""
    assert right.agreed == right.tried
    assert wrong.agreed == 0
    assert "for" in wrong.difference
    assert "ValueError: no" in raising.difference
    assert no_arrays.difference, "what takes arrays must be answered for arrays"


def test_an_argument_that_is_said_to_be_whole_is(inside: Inside[Any]):
    doc = "``n * x``\n\nParameters\n----------\nn : array_like\n    How often (positive int).\n"
    doc += "x : float\n    Size.\n"
    real, _ = compared(inside, an_object("numpy.multiply", "n", "x", doc=doc))
    assert len(real.calls) >= 20
    assert all(np.all(np.asarray(call.args[0]) % 1 == 0) for call in real.calls)
    assert any(np.any(np.asarray(call.args[1]) % 1 != 0) for call in real.calls)


def test_a_distribution_is_compared_where_it_has_mass(inside: Inside[Any]):
    one = an_object("scipy.stats.rayleigh.pdf", "x", owner="scipy.stats.rayleigh")
    real, (right, wrong) = compared(
        inside,
        one,
        "import numpy as np\nreturn x * np.exp(-x * x / 2)",
        "import numpy as np\nreturn 2 * x * np.exp(-x * x)",
    )
    assert all(np.all(np.asarray(call.args[0]) > 0) for call in real.calls)
    assert right.difference == ""
    assert wrong.difference


def test_a_shape_parameter_keeps_to_its_domain(inside: Inside[Any]):
    one = an_object("scipy.stats.bradford.pdf", "x", "c", owner="scipy.stats.bradford")
    real, (right,) = compared(inside, one, "import numpy as np\nreturn c / (np.log1p(c) * (1 + c * x))")
    assert all(isinstance(call.args[1], float) and call.args[1] > 0 for call in real.calls)
    assert right.difference == ""


def test_what_gives_no_numbers_can_t_be_answered_with_numbers(inside: Inside[Any]):
    real, _ = compared(inside, an_object("numpy.poly1d", "c"))
    assert real.is_other
    real, _ = compared(inside, an_object("numpy.random.normal", "loc", "scale"))
    assert real.is_other
    assert "another value each time" in real.why_not


def reached(inside: Inside[Any], one: CorpusObject, text: str, *arguments: Value) -> bool:
    return inside(lambda sandbox: reaches(sandbox, one, text, "f", [Call(arguments)]))


def test_a_call_that_gets_to_the_routine_is_seen(inside: Inside[Any]):
    one = an_object("scipy.special.entr", "x")
    p = np.asarray([0.25, 0.75])
    assert reached(inside, one, "from scipy import special as sp\ndef f(x): return sp.entr(x)", p)
    assert reached(inside, one, "import scipy.stats\ndef f(x): return scipy.stats.entropy(x)", p)
    hidden = "def f(x):\n    try:\n        from scipy.special import entr\n        return entr(x)\n"
    assert reached(inside, one, f"{hidden}    except Exception:\n        return 0", p)
    assert not reached(inside, one, "import numpy as np\ndef f(x): return -x * np.log(x)", p)


def test_relatives_of_a_distribution_are_seen(inside: Inside[Any]):
    one = an_object("scipy.stats.gamma.pdf", "x", "a", owner="scipy.stats.gamma")
    assert reached(inside, one, "from scipy import stats\ndef f(x): return stats.gamma(2.0).pdf(x)", 1.0)
    assert reached(inside, one, "from scipy import stats\ndef f(x): return stats.erlang.logpdf(x, 2)", 1.0)
    assert not reached(inside, one, "from scipy import stats\ndef f(x): return stats.beta.pdf(x, 2, 3)", 0.5)


def test_a_routine_in_a_table_is_seen(inside: Inside[Any]):
    one = an_object("scipy.signal.windows.hann", "M")
    assert reached(inside, one, "from scipy import signal\ndef f(n): return signal.get_window('hann', n)", 8)
    assert not reached(
        inside, one, "from scipy import signal\ndef f(n): return signal.get_window('boxcar', n)", 8
    )


def candidate(module: str) -> Candidate:
    return Candidate("library", "calls it", "", (), module, "f", frozenset())


def test_a_bar_drops_what_names_or_reaches_the_routine(inside: Inside[Any]):
    one = an_object("scipy.special.entr", "x")
    texts = [
        "from scipy.special import entr\ndef f(x): return entr(x)",
        "from scipy.stats import entropy\ndef f(x): return entropy(x)",
        "import numpy as np\ndef f(x): return -x * np.log(x)",
    ]

    async def halves() -> list[Call]:
        return [Call((np.asarray([0.5, 0.5]),))]

    async def work(sandbox: Sandbox) -> tuple[list[bool], list[str]]:
        bar = Bar(sandbox)
        bar.begin(one, await aliases_of(sandbox, one, []), halves)
        return [await bar.allows(candidate(text)) for text in texts], bar.dropped

    allowed, dropped = inside(work)
    assert allowed == [False, False, True]
    assert dropped == ["names scipy.special.entr", "calls it gets to scipy.special.entr"]


def test_aliases_are_the_same_thing_and_not_the_same_name(inside: Inside[Any]):
    one = an_object("scipy.special.gamma", "z")
    others = ["numpy.random.gamma", "scipy.stats.gamma", "scipy.special._ufuncs.gamma"]
    assert inside(lambda sandbox: aliases_of(sandbox, one, others)) == {
        "scipy.special.gamma",
        "scipy.special._ufuncs.gamma",
    }


def test_names_are_resolved_through_imports():
    text = "import numpy as np\nfrom scipy import special as sp\nfrom scipy.stats import norm\n"
    text += "def f(x): return np.exp(x) + sp.erf(x) + norm.pdf(x) + x.real"
    assert set(names_used(text)) >= {"numpy.exp", "scipy.special.erf", "scipy.stats.norm.pdf"}
    assert list(names_used("def (")) == []


def test_equations_are_evaluated_by_routines():
    doc = "Half of it.\n\n    y = erf(x) / 2\n\n    Returns\n    -------\n    y : float\n    "
    text = f'def wanted(x):\n    """{doc}"""\n'
    spec = read_spec(text, targets.named(text, "wanted")[0])
    assert oracles(spec) == {"scipy.special.erf"}
