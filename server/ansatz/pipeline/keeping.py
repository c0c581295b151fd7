"""Evidence as a test of the user's own: readable pytest with Hypothesis, which needs no Ansatz to run."""

import ast
import math
from collections.abc import Iterator, Sequence

from ..claims.derive import claims_of
from ..claims.domains import domain_of
from ..core.candidate import Candidate
from ..core.claim import Claim, Domain, LeavesInputs, MatchesExample, ParameterDomain, StaysWithin
from ..core.evidence import Refuted
from ..core.outcome import KeptTest
from ..core.record import Record
from ..core.spec import Spec
from ..core.target import FunctionTarget
from ..core.text import DocumentSnapshot
from ..reading.read import read_spec
from ..sources.equation import OutOfReach, compile_reading
from .disagreement import question_between_readings

_LINE = 88
_WIDE = 1e3
"""Without a stated range, values are drawn from this factor around what is usual."""


class NothingToKeep(ValueError):
    """There is no evidence that a test could be made of; the message says what to write."""


def keep_test(
    snapshot: DocumentSnapshot, target: FunctionTarget, module: str, record: Record | None
) -> KeptTest:
    """The tests that hold a function, imported from `module`, to its docstring. Raises NothingToKeep.

    The input that refuted the code, where there is one, is tried first.
    """
    if target.is_method:
        raise NothingToKeep("a method is not kept as a test yet: its object would have to be made")
    spec = read_spec(snapshot.text, target)
    if (question := question_between_readings(spec)) is not None:
        raise NothingToKeep(f"the docstring can be read in two ways: {question.text}")
    writer = _Writer(spec, domain_of(spec), record)
    claims = () if spec.faults else claims_of(spec)
    tests: list[str] = []
    left_out: list[str] = []
    expected = _expected(snapshot, target, spec)
    if expected is not None:
        tests += writer.equation(expected)
    for claim in claims:
        test = writer.of(claim)
        if test is not None:
            tests.append(test)
        elif claim.kind in ("property", "session", "instruction", "units"):
            left_out.append(claim.text)
    if not tests:
        raise NothingToKeep(
            "the docstring states nothing that a test could hold the code to: "
            "add an equation, an example or a range"
        )
    file_name = f"test_{module.rpartition('.')[2]}_{spec.name}.py"
    return KeptTest(spec.name, file_name, writer.module(module, tests, expected), tuple(left_out))


def _expected(snapshot: DocumentSnapshot, target: FunctionTarget, spec: Spec) -> Candidate | None:
    if spec.faults or not spec.readings:
        return None
    try:
        return compile_reading(snapshot.text, target, spec, spec.readings[0])
    except OutOfReach:
        return None


class _Writer:
    """Writes the tests of one function."""

    def __init__(self, spec: Spec, domain: Domain, record: Record | None) -> None:
        self._spec = spec
        self._domain = domain
        self._names = [each.name for each in domain.parameters]
        self._witnesses = [] if record is None else list(_witnesses(record, self._names))
        self._imports = {"from hypothesis import given", "from hypothesis import strategies as st"}

    def module(self, module: str, tests: Sequence[str], expected: Candidate | None) -> str:
        """The whole file."""
        self._imports.add(f"from {module} import {self._spec.name}")
        self._imports |= set(expected.imports if expected is not None else ())
        head = f'"""What the docstring of `{self._spec.name}` says, as tests. Kept by Ansatz."""'
        plain = sorted(line for line in self._imports if line.startswith("import "))
        others = sorted(line for line in self._imports if not line.startswith("import "))
        imports = "\n".join([*plain, *([""] if plain and others else []), *others])
        parts = [head, imports]
        if expected is not None:
            body = "\n".join(f"    {row}" if row.strip() else "" for row in expected.body.split("\n"))
            equations = "; ".join(" ".join(s.text.split()) for s in self._spec.readings[0].statements)
            says = f'    """As the docstring has it: {_quoted(equations)}"""'
            parts.append(f"\ndef expected({', '.join(self._parameters())}):\n{says}\n{body}")
        return "\n\n".join([*parts, *(f"\n{test}" for test in tests)]) + "\n"

    def of(self, claim: Claim) -> str | None:
        """The test of one claim; None where it has no readable form."""
        match claim.relation:
            case StaysWithin(output=output, bounds=bounds):
                value = "returned" if self._count == 1 else f"returned[{output}]"
                checks = [
                    f"    assert np.all(np.asarray({value}) {sign} {limit!r})"
                    for sign, limit in (
                        (">" if bounds.low_open else ">=", bounds.low),
                        ("<" if bounds.high_open else "<=", bounds.high),
                    )
                    if limit is not None
                ]
                self._imports.add("import numpy as np")
                return self._drawn("stays_in_its_range", [f"    returned = {self._call()}", *checks])
            case LeavesInputs():
                if not any(each.extent in ("vector", "matrix") for each in self._domain.parameters):
                    return None
                self._imports |= {"import copy", "import numpy as np"}
                lines = [
                    f"    before = copy.deepcopy([{', '.join(self._names)}])",
                    f"    {self._call()}",
                    f"    for old, new in zip(before, [{', '.join(self._names)}]):",
                    "        np.testing.assert_array_equal(new, old)",
                ]
                return self._drawn("leaves_its_arguments_as_they_are", lines)
            case MatchesExample(source=source, shown=shown, atol=atol):
                self._imports.add("import numpy as np")
                value = repr(shown[0]) if len(shown) == 1 else repr(list(shown))
                return "\n".join(
                    [
                        f"def test_{self._spec.name}_gives_its_example():",
                        f"    np.testing.assert_allclose({source}, {value}, rtol=1e-12, atol={atol:g})",
                    ]
                )
            case _:
                return None

    def equation(self, expected: Candidate) -> Iterator[str]:
        """The tests that the code and the docstring's equation agree."""
        self._imports |= {"import numpy as np", "from hypothesis import assume"}
        rtol = "1e-6" if "quad" in expected.body or "brentq" in expected.body else "1e-8"
        body = [
            f"    right = expected({', '.join(self._names)})",
            "    assume(np.all(np.isfinite(right)))",
            f"    np.testing.assert_allclose({self._call()}, right, rtol={rtol})",
        ]
        yield self._drawn("equals_its_equation", body)
        if self._is_tied:
            # What is drawn inside a test takes no examples, so the refuting input has one of its own.
            for arguments in self._witnesses[:1]:
                values = ", ".join(f"{name}={value}" for name, value in arguments)
                yield "\n".join(
                    [
                        f"def test_{self._spec.name}_on_the_input_that_refuted_it():",
                        f"    given_values = dict({values})",
                        f"    returned = {self._spec.name}(**given_values)",
                        f"    np.testing.assert_allclose(returned, expected(**given_values), rtol={rtol})",
                    ]
                )

    @property
    def _is_tied(self) -> bool:
        return any(each.name in self._domain.tied for each in self._domain.parameters)

    @property
    def _count(self) -> int:
        return max(1, len(self._spec.results))

    def _call(self) -> str:
        return f"{self._spec.name}({', '.join(self._names)})"

    def _parameters(self) -> Iterator[str]:
        for parameter in self._spec.parameters:
            yield parameter.name if parameter.default is None else f"{parameter.name}={parameter.default}"

    def _drawn(self, name: str, body: Sequence[str]) -> str:
        rows = [f"def test_{self._spec.name}_{name}({', '.join(self._names)}):", *body]
        if not self._names:
            return "\n".join(rows)
        if self._is_tied:
            return self._drawn_together(name, body)
        given = [f"{each.name}={self._strategy(each)}" for each in self._domain.parameters]
        return "\n".join([*_decorator("given", given), *self._examples(), *rows])

    def _drawn_together(self, name: str, body: Sequence[str]) -> str:
        """Arguments whose lengths belong together are drawn inside."""
        rows = [
            "@given(data=st.data(), length=st.integers(2, 6))",
            f"def test_{self._spec.name}_{name}(data, length):",
        ]
        for each in self._domain.parameters:
            strategy = self._strategy(each, "length" if each.name in self._domain.tied else None)
            rows.append(f"    {each.name} = data.draw({strategy}, label={each.name!r})")
        return "\n".join([*rows, *body])

    def _examples(self) -> Iterator[str]:
        # Two readings of an equation are broken by one input.
        for witness in dict.fromkeys(self._witnesses):
            self._imports.add("from hypothesis import example")
            yield "# On this input the code was found to be wrong."
            yield from _decorator("example", [f"{name}={value}" for name, value in witness])

    def _strategy(self, parameter: ParameterDomain, length: str | None = None) -> str:
        element = _integers(parameter) if parameter.is_integer else _floats(parameter)
        if parameter.extent == "vector" or length is not None:
            self._imports.add("from hypothesis.extra import numpy as hnp")
            self._imports.add("import numpy as np")
            kind = "int" if parameter.is_integer else "float"
            arrays = f"hnp.arrays({kind}, {length or 'st.integers(2, 6)'}, elements={element})"
            return f"{arrays}.map(lambda w: w / w.sum())" if parameter.is_simplex else arrays
        return element


def _floats(parameter: ParameterDomain) -> str:
    low, high = _range(parameter)
    flags = "".join(
        f", exclude_{side}=True"
        for side, is_open, limit in (
            ("min", parameter.bounds.low_open, parameter.bounds.low),
            ("max", parameter.bounds.high_open, parameter.bounds.high),
        )
        if is_open and limit is not None
    )
    return f"st.floats({low!r}, {high!r}{flags})"


def _integers(parameter: ParameterDomain) -> str:
    low, high = _range(parameter)
    return f"st.integers({math.ceil(low)}, {math.floor(high)})"


def _range(parameter: ParameterDomain) -> tuple[float, float]:
    """The stated range; where a side is open, values that are usual for the quantity."""
    low, high, usual = parameter.bounds.low, parameter.bounds.high, abs(parameter.typical) or 1.0
    if low is None and high is None:
        return usual / _WIDE, usual * _WIDE
    if low is None:
        assert high is not None
        return high - usual * _WIDE, high
    if high is None:
        return (low if low != 0 else usual / _WIDE), max(low, usual) * _WIDE
    return low, high


def _witnesses(record: Record, names: Sequence[str]) -> Iterator[tuple[tuple[str, str], ...]]:
    for claim in record.claims:
        if isinstance(claim.verdict, Refuted):
            arguments = tuple(claim.verdict.witness.arguments)
            if [name for name, _ in arguments] == list(names) and all(_is_literal(v) for _, v in arguments):
                yield arguments


def _decorator(name: str, arguments: Sequence[str]) -> Iterator[str]:
    whole = f"@{name}({', '.join(arguments)})"
    if len(whole) <= _LINE:
        yield whole
    else:
        yield from (f"@{name}(", *(f"    {each}," for each in arguments), ")")


def _is_literal(source: str) -> bool:
    """Whether a value can stand in a test as it is: numbers, text, lists of them."""
    try:
        ast.literal_eval(source)
    except (ValueError, SyntaxError):
        return False
    return True


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', "'")
