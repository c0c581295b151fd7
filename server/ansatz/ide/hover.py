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
from .telling import refutations

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
    return Hover("\n\n".join(_parts(record, step, pictures)), span)


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


def _parts(record: Record, step: PlacedStep | None, pictures: bool) -> Iterator[str]:
    """What matters most first: an editor shows the beginning of a hover, and the rest after scrolling."""
    yield f"{_SIGNS[record.level]} **`{record.name}`**: {record.level}, {plain(record.title)}"
    refuted = record.level == "refuted"
    if refuted:
        said = _refutations(record)
        yield from said[:1]
        if pictures and (sweep := sweep_of(record)) is not None:
            yield as_image(sweep, record.name)
        yield from said[1:]
    if step is not None:
        yield from _step(step)
    if record.reasons and not refuted:
        yield "Not covered, so not verified:\n\n" + "\n".join(f"- {plain(each)}" for each in record.reasons)
    yield from _table(record)
    if record.understanding:
        yield "Understood as:\n\n" + "\n".join(f"- {plain(each)}" for each in record.understanding)
    if record.making is not None:
        yield f"*{plain(made_with(record.making))}*"
    versions = ", ".join(f"{name} {version}" for name, version in record.versions)
    yield f"*{record.action.capitalize()} {record.created[:10]} with {plain(versions)}*"


def _refutations(record: Record) -> list[str]:
    said: list[str] = []
    for claims, witness in refutations(record):
        given = ", ".join(f"{name}={value}" for name, value in witness.arguments)
        where = f"{code(given)} gives" if given else "it gives"
        texts = "; ".join(plain(claim.text) for claim in claims)
        found = f"{where} {code(witness.got)}, expected {code(witness.expected)}"
        said.append(f"It does **not** hold that {texts}: {found}")
    return said


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


def _table(record: Record) -> Iterator[str]:
    """What told faulty variants from it, the strictest first; what is open; the rest in a sentence."""
    against = [each for each in record.claims if isinstance(each.verdict, Refuted)]
    telling = [each for each in record.claims if _caught(each) > 0]
    held = [each for each in record.claims if isinstance(each.verdict, Supported) and _caught(each) == 0]
    still_open = [each for each in record.claims if isinstance(each.verdict, Inconclusive)]
    # Code that a claim breaks without being refuted by it: what a model proposed is outranked.
    shown = against if record.level != "refuted" else []
    shown += [*sorted(telling, key=_caught, reverse=True), *still_open]
    if shown:
        rows = [f"| {plain(claim.text)} | {_finding(claim)} |" for claim in shown]
        yield "\n".join(("| What must hold | What was found |", "|---|---|", *rows))
    if held:
        texts = "; ".join(plain(claim.text) for claim in held)
        yield f"{'Also held' if shown else 'Held'}, without catching a faulty variant: {texts}."


def _caught(claim: ClaimRecord) -> int:
    return claim.verdict.killed if isinstance(claim.verdict, Supported) else 0


def _finding(claim: ClaimRecord) -> str:
    match claim.verdict:
        case Supported(tried=tried, killed=killed, mutants=mutants):
            held = f"held on {tried} inputs" if tried > 1 and claim.kind not in _WITHOUT_INPUTS else "held"
            return f"{held}; caught {killed} of {mutants} faulty variants" if mutants else held
        case Inconclusive(why=why):
            return f"open: {plain(why)}"
        case Refuted(witness=witness):
            return f"**does not hold**: {code(witness.got)}, expected {code(witness.expected)}"
        case _:
            assert_never(claim.verdict)
