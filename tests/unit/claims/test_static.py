"""What a save finds in code without running it, and what it keeps silent about."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from ansatz.claims import static
from ansatz.claims.static import StaticChecks
from ansatz.core.routine import Routine, RoutineParameter


@dataclass(frozen=True)
class Index:
    """The index of an environment with a few routines."""

    versions: Mapping[str, str]
    routines: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "numpy.trapezoid": ("y", "x", "dx", "axis"),
            "numpy.linalg.eigvalsh": ("a", "UPLO"),
            "scipy.optimize.brentq": ("f", "a", "b", "args", "xtol", "rtol", "maxiter"),
        }
    )

    def routine(self, name: str) -> Routine | None:
        if name not in self.routines:
            return None
        parameters = tuple(RoutineParameter(one, "positional", None, "") for one in self.routines[name])
        package = name.partition(".")[0]
        return Routine(name, (), "function", package, self.versions[package], "", "", parameters, (), (), "")


NOW = Index({"numpy": "2.4.1", "scipy": "1.17.0"})
BEFORE = Index({"numpy": "1.26.4", "scipy": "1.11.0"})


def _module(
    body: str, doc: str = "Does it.", signature: str = "x", before: str = "import numpy as np"
) -> str:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    return f'{before}\n\n\ndef work({signature}):\n    """{doc}"""\n{lines}'


def _found(text: str, installed: Index | None = NOW) -> list[tuple[str, str]]:
    return [(one.kind, one.span.of(text)) for one in StaticChecks().findings(text, installed)]


def test_a_name_that_the_installed_version_dropped_is_found_with_what_replaced_it() -> None:
    text = _module("area = np.trapz(x)\nreturn area")
    (found,) = StaticChecks().findings(text, NOW)
    assert found.kind == "installed-api" and found.span.of(text) == "area = np.trapz(x)"
    assert found.message == "`numpy.trapz` is not there in numpy 2.4.1; there is `numpy.trapezoid`"
    assert found.function.of(text).startswith("def work(x):")
    assert _found(text, BEFORE) == []
    assert _found(text, None) == []


def test_a_misspelt_routine_or_argument_is_found_and_one_that_is_there_is_not() -> None:
    assert _found(_module("return np.linalg.eigvalhs(x)")) == [
        ("installed-api", "return np.linalg.eigvalhs(x)")
    ]
    assert _found(_module("return np.linalg.eigvalsh(x)")) == []
    root = "from scipy import optimize"
    assert _found(_module("return optimize.brentq(x, 0, 1, maxitr=9)", before=root)) == [
        ("installed-api", "return optimize.brentq(x, 0, 1, maxitr=9)")
    ]
    assert _found(_module("return optimize.brentq(x, 0, 1, maxiter=9)", before=root)) == []


@pytest.mark.parametrize(
    "text",
    [
        _module("if old:\n    return np.trapz(x)\nreturn np.trapezoid(x)"),
        _module('if hasattr(np, "trapezoid"):\n    return np.trapezoid(x)\nreturn np.trapz(x)'),
        _module("try:\n    return np.trapz(x)\nexcept AttributeError:\n    return 0"),
        _module("return np.trapz(x)", before="import numpy as np\nnp.trapz = np.trapezoid"),
        _module(
            "return np.trapz(x)",
            before="try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np",
        ),
        _module("return np.trapz(x)", signature="np, x"),
        _module("return np.linalg.something_of_tomorrow(x)"),
    ],
)
def test_names_that_may_be_there_are_left_alone(text: str) -> None:
    ast.parse(text)
    assert _found(text) == []


def test_a_loop_where_the_docstring_rules_it_out() -> None:
    loop = "total = 0\nfor one in x:\n    total += one\nreturn total"
    assert _found(_module(loop, "Sum of x, no Python loops.")) == [("instruction", "for one in x:")]
    assert _found(_module("return x.sum()", "Sum of x, no Python loops.")) == []
    assert _found(_module(loop, "Degree sum of a simple graph with no loops.")) == []
    assert _found(_module(loop, "Fully vectorized over the samples.")) == []
    assert _found(_module(loop, "Number of cycles, 0 where there are no loops.")) == []


def test_a_routine_where_the_docstring_forbids_it() -> None:
    inverse = "return np.linalg.inv(x)"
    assert _found(_module(inverse, "Solve it; do not use `np.linalg.inv`.")) == [("instruction", inverse)]
    assert _found(_module("return x(1)", "Some models do not use `x`.")) == []
    assert _found(_module("return x(1)", "Do not use `x`.")) == []


def test_scipy_where_the_docstring_rules_it_out() -> None:
    uses = _module("return erf(x)", "Error function, without SciPy.", before="from scipy.special import erf")
    assert _found(uses) == [("instruction", "return erf(x)")]
    assert _found(uses.replace("Error", "Works if installed, error")) == []
    other = uses + "\n\ndef other(x):\n    return erf(x)\n"
    assert _found(other.replace("    return erf(x)\n", "    return x - x**3 / 3\n", 1)) == []


def test_a_default_that_is_changed() -> None:
    grows = "for one in x:\n    found.append(one)\nreturn found"
    assert _found(_module(grows, signature="x, found=[]")) == [("mutable-default", "found.append(one)")]
    assert _found(_module(grows, signature="x, found=None")) == []
    assert _found(_module("found = list(found)\n" + grows, signature="x, found=[]")) == []
    assert _found(_module(grows.replace("found", "cache"), signature="x, cache=[]")) == []
    assert _found(_module("return len(found)", signature="x, found=[]")) == []


def test_random_numbers_without_a_seed_where_reproducible_ones_are_promised() -> None:
    draws, doc = "return x + np.random.normal(size=len(x))", "Adds noise; the result is reproducible."
    assert _found(_module(draws, doc)) == [("unseeded", draws)]
    assert _found(_module("np.random.seed(1)\n" + draws, doc)) == []
    assert _found(_module("rng = np.random.default_rng(3)\nreturn rng.normal(size=3)", doc)) == []
    assert _found(_module(draws, "Adds noise.")) == []
    assert _found(_module(draws, "Adds noise; not reproducible.")) == []
    assert _found(_module(draws, "Adds noise; reproducible if the caller sets the seed.")) == []


@pytest.mark.parametrize(
    ("body", "entry", "is_wrong"),
    [
        ("return np.sin(2 * x)", "x : float\n        Latitude in degrees.", True),
        ("return np.sin(-x)", "x: latitude [deg]", True),
        ("return np.sin(np.deg2rad(x))", "x : float\n        Latitude in degrees.", False),
        ("return np.sin(x * np.pi / 180)", "x: latitude [deg]", False),
        ("return np.sin(0.017453292519943295 * x)", "x: latitude [deg]", False),
        ("x = np.radians(x)\nreturn np.sin(x)", "x: latitude [deg]", False),
        ("return np.sin(x)", "x: latitude [rad], not in degrees", False),
        ("return np.sin(x)", "x : Quantity\n        Latitude in degrees.", False),
        ("return np.sin(x)", "x: phase\n    y: latitude [deg]", False),
        ("return np.sin(x)", "x: temperature in degrees Celsius", False),
    ],
)
def test_degrees_in_a_sine(body: str, entry: str, is_wrong: bool) -> None:
    text = _module(body, f"Does it.\n\n    {entry}\n    ")
    assert [kind for kind, _ in _found(text)] == (["degrees"] if is_wrong else [])


def test_methods_are_looked_at_and_stubs_broken_texts_and_undocumented_functions_are_not() -> None:
    method = (
        "import numpy as np\n\nclass A:\n    def m(self, x):\n"
        '        """Does it."""\n        return np.trapz(x)\n'
    )
    assert _found(method) == [("installed-api", "return np.trapz(x)")]
    assert _found(method.replace('"""Does it."""', "pass")) == []
    assert _found(method + "def (") == []


def test_places_hold_in_texts_of_any_letters_and_line_ends() -> None:
    text = "# π 𝔘\n" + _module("s = 'ä\x0c'\nreturn np.trapz(x)", "Ça, ° and 𝔘.")
    assert _found(text.replace("\n", "\r\n")) == [("installed-api", "return np.trapz(x)")]
    assert _found(text) == [("installed-api", "return np.trapz(x)")]


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = static._of_function  # pyright: ignore[reportPrivateUsage]

    def noting(source: str, before: int, name: str, installed: object):
        read.append(name)
        return whole(source, before, name, NOW)

    monkeypatch.setattr(static, "_of_function", noting)
    checks = StaticChecks()
    first = _module("return np.trapz(x)")
    second = first + '\n\ndef other(x):\n    """Does more."""\n    return x\n'
    assert len(checks.findings(first, NOW)) == 1
    (moved,) = checks.findings("\n\n" + second, NOW)
    assert read == ["work", "other"]
    assert moved.span.of("\n\n" + second) == "return np.trapz(x)"
    assert checks.findings(second.replace("trapz", "trapezoid"), NOW) == ()
    assert read == ["work", "other", "work"]
