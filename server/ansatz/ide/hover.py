"""What a function's evidence says at the place under the cursor."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from ansatz.core.candidate import PlacedStep
from ansatz.core.evidence import Inconclusive, Refuted, Supported
from ansatz.core.record import ClaimRecord, Record
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span
from ansatz.targets.lines import lines

from .lookup import Records, enclosing, known
from .making import made_with
from .markdown import block, code, plain, unescaped
from .picture import as_image, sweep_of

_WITHOUT_INPUTS = {"syntax", "installed_api", "units", "example"}
"""Kinds of claims that are not tried on drawn inputs."""

_SIGNS = {"verified": "✓", "plausible": "~", "refuted": "✗", "unchecked": "?"}


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown, and the part of the text that it is about."""

    markdown: str
    span: Span

    @property
    def plain(self) -> str:
        """The same for who can't show Markdown: it reads well enough without its escapes."""
        return unescaped(self.markdown)


def hover(text: str, records: Records, offset: int, pictures: bool = False) -> Hover | None:
    """The evidence on the function at `offset`, the step on its line first; None where there is none.

    `pictures`: the editor shows images that are inside of the text.
    """
    found = ((each, known(text, each, records)) for each in enclosing(text, offset))
    target, evidence = next(((each, of) for each, of in found if of is not None), (None, None))
    if target is None or evidence is None:
        return None
    record = evidence.record
    if not evidence.is_current:
        return Hover(_stale(record), target.name_span)
    step = _step_at(text, target, record, offset)
    span = target.name_span if step is None else _step_span(text, target, step)
    parts = list(_parts(record, step))
    if pictures and (sweep := sweep_of(record)) is not None:
        parts.insert(-1, as_image(sweep, record.name))
    return Hover("\n\n".join(parts), span)


def _stale(record: Record) -> str:
    return (
        f"**`{record.name}`** was {record.action} as *{record.level}*, and has been edited since: "
        "that evidence says nothing about the code as it is now. Validate it to find out."
    )


def _step_at(text: str, target: FunctionTarget, record: Record, offset: int) -> PlacedStep | None:
    if not target.statements.start <= offset <= target.statements.end:
        return None
    of = lines(text)
    line = of.index(offset) - of.index(target.statements.start) + 1
    return next((step for step in record.steps if step.first_line <= line <= step.last_line), None)


def _step_span(text: str, target: FunctionTarget, step: PlacedStep) -> Span:
    of = lines(text)
    first = of.index(target.statements.start) + step.first_line - 1
    last = min(first + step.last_line - step.first_line, len(of.starts) - 1)
    start, end = of.starts[first], of.ends[last]
    content = text[start:end]
    return Span(start + len(content) - len(content.lstrip()), end)


def _parts(record: Record, step: PlacedStep | None) -> Iterator[str]:
    yield f"{_SIGNS[record.level]} **`{record.name}`**: {record.level}, {plain(record.title)}"
    if step is not None:
        yield from _step(step)
    if record.reasons:
        yield "Not covered, so not verified:\n\n" + "\n".join(f"- {plain(each)}" for each in record.reasons)
    yield _table(record)
    if record.understanding:
        yield "Understood as:\n\n" + "\n".join(f"- {plain(each)}" for each in record.understanding)
    if record.making is not None:
        yield f"*{plain(made_with(record.making))}*"
    versions = ", ".join(f"{name} {version}" for name, version in record.versions)
    yield f"*{record.action.capitalize()} {record.created[:10]} with {plain(versions)}*"


def _step(step: PlacedStep) -> Iterator[str]:
    """A step of an equation's code, or of a model's plan with its examples and its own evidence."""
    if not (step.evidence or step.exemplars):
        yield f"This line works out {code(step.symbol)} from the docstring's\n\n{block(step.rendered)}"
        return
    yield f"This step works out {code(step.symbol)}, as planned:\n\n{block(step.rendered)}"
    if step.exemplars:
        yield f"Written after the examples {', '.join(map(code, step.exemplars))}."
    if step.evidence:
        yield "Of this step by itself:\n\n" + "\n".join(f"- {plain(each)}" for each in step.evidence)


def _table(record: Record) -> str:
    rows = [f"| {plain(claim.text)} | {_finding(claim)} |" for claim in record.claims]
    return "\n".join(("| What must hold | What was found |", "|---|---|", *rows))


def _finding(claim: ClaimRecord) -> str:
    match claim.verdict:
        case Supported(tried=tried, killed=killed, mutants=mutants):
            held = f"held on {tried} inputs" if tried > 1 and claim.kind not in _WITHOUT_INPUTS else "held"
            return f"{held}; {killed} of {mutants} faulty variants failed it" if mutants else held
        case Refuted(witness=witness):
            given = ", ".join(f"{name}={value}" for name, value in witness.arguments)
            where = f"{code(given)} gives" if given else "gives"
            return f"**refuted**: {where} {code(witness.got)}, expected {code(witness.expected)}"
        case Inconclusive(why=why):
            return f"open: {plain(why)}"
        case _:
            assert_never(claim.verdict)
