"""Outcomes as a person reads them: the diff in colour, the evidence as a table, and what to do next."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import assert_never

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ansatz.cli.pages import Page
from ansatz.core.evidence import Exposure, Inconclusive, Level, Refuted, Supported, Verdict, Witness
from ansatz.core.outcome import (
    Accepted,
    Declined,
    Failed,
    Judged,
    NeedsAnswer,
    NoneAccepted,
    NoSandbox,
    Outcome,
    OutOfBudget,
    TargetOutcome,
)
from ansatz.core.record import Record
from ansatz.core.spec import Fault
from ansatz.ide.making import made_with

LEVEL_STYLES: dict[Level, str] = {
    "verified": "bold green",
    "plausible": "bold yellow",
    "refuted": "bold red",
    "unchecked": "bold magenta",
}

_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    """Text without the power to move a terminal's cursor or to reorder what is shown."""
    return "".join(
        repr(sign)[1:-1]
        if (unicodedata.category(sign) == "Cc" and sign not in "\n\t") or sign in _DIRECTION_MARKS
        else sign
        for sign in text
    )


def show_diff(console: Console, patch: str) -> None:
    """A unified diff, coloured where the console has colours."""
    styles = {"+": "green", "-": "red", "@": "cyan"}
    for line in patch.split("\n")[:-1]:
        style = "bold" if line.startswith(("+++", "---")) else styles.get(line[:1], "")
        console.print(Text(visible(line.rstrip("\r")), style=style), soft_wrap=True)


def show_outcome(
    console: Console, where: str, page: Page, found: TargetOutcome, at: int | None, *, is_brief: bool = False
) -> None:
    """One function's outcome. `page` is what its faults' places and `at`, its own, refer to, `where` the
    file as shown.

    `is_brief`: a line is enough for code that nothing was found against.
    """
    outcome = found.outcome
    cell = "" if at is None else page.where(at).cell_in_words
    name = (visible(found.qualified_name), "bold")
    heading = Text.assemble(name, f" ({cell})" if cell else "", ": ", _verdict_on(outcome))
    console.print(heading, soft_wrap=True)
    match outcome:
        case Judged(record=record) if is_brief and record.level != "refuted":
            pass
        case Accepted(record=record) | Judged(record=record):
            show_record(console, record)
        case NoneAccepted(best=best):
            if best is not None:
                console.print(Text(f"  The best that was tried: {visible(best.title)}"), soft_wrap=True)
                show_record(console, best)
        case Declined(faults=faults):
            show_faults(console, where, page, faults)
        case NeedsAnswer(choices=choices):
            for choice in choices:
                console.print(Text(f"  - {visible(choice)}"), soft_wrap=True)
            console.print("  Say in the docstring which one you mean, and run this again.", soft_wrap=True)
        case OutOfBudget():
            console.print("  Allow more with --set time_limit_s=SECONDS.", soft_wrap=True)
        case NoSandbox(advice=advice):
            console.print(Text(f"  {visible(advice)}"), soft_wrap=True)
        case Failed():
            console.print(
                "  This is a defect in Ansatz; please report it with the lines on standard error.",
                soft_wrap=True,
            )
        case _:
            assert_never(outcome)


def show_record(console: Console, record: Record, *, in_full: bool = False) -> None:
    """The evidence, and why the level is not higher; in full, also what was put to the test."""
    console.print(_evidence_table(record))
    if record.exposures and in_full:
        console.print(_exposure_table(record.exposures))
    for reason in record.reasons:
        mark = "Not verified:" if record.level != "verified" else "Note:"
        console.print(Text(f"  {mark} {visible(reason)}"), soft_wrap=True)
    if record.making is not None:
        console.print(Text(f"  {visible(made_with(record.making))}", style="dim"), soft_wrap=True)


def show_faults(console: Console, where: str, page: Page, faults: Iterable[Fault]) -> None:
    """Each fault at its place on `page`, as compilers write places, and what to do about it."""
    for fault in faults:
        place = f"  {page.where(fault.span.start).shown(where)}: spec-{fault.kind}: "
        console.print(Text.assemble((place, "bold"), visible(fault.message)), soft_wrap=True)
        console.print(Text(f"    {visible(fault.advice)}"), soft_wrap=True)


def level(name: Level) -> Text:
    """A level in its colour."""
    return Text(name, style=LEVEL_STYLES[name])


def summary(outcomes: Iterable[Outcome]) -> str:
    """How many ended in which way, in one line."""
    counts = Counter(_ending(outcome) for outcome in outcomes)
    return ", ".join(f"{count} {ending}" for ending, count in counts.items())


def _ending(outcome: Outcome) -> str:
    if isinstance(outcome, Accepted | Judged):
        return outcome.record.level
    return outcome.kind.replace("_", " ")


def _verdict_on(outcome: Outcome) -> Text:
    match outcome:
        case Accepted(record=record) | Judged(record=record):
            return Text.assemble(level(record.level), f" ({visible(record.title)}, {record.seconds:.1f} s)")
        case NoneAccepted(why=why):
            return Text.assemble(("nothing offered", "bold red"), f": {visible(why)}")
        case Declined():
            return Text("declined, because no implementation can meet its docstring", style="bold red")
        case NeedsAnswer(question=question):
            return Text.assemble(("a question", "bold yellow"), f": {visible(question)}")
        case OutOfBudget(spent=spent):
            return Text.assemble(("out of budget", "bold yellow"), f": {visible(spent)}")
        case NoSandbox(reason=reason):
            return Text.assemble(("nothing was run", "bold red"), f": {visible(reason)}")
        case Failed(problem=problem):
            return Text.assemble(("Ansatz failed", "bold red"), f": {visible(problem)}")
        case _:
            assert_never(outcome)


def _evidence_table(record: Record) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("Claim", overflow="fold")
    table.add_column("Verdict", overflow="fold")
    table.add_column("Tried", justify="right")
    table.add_column("Faulty variants caught", justify="right")
    for claim in record.claims:
        verdict = claim.verdict
        is_held = isinstance(verdict, Supported)
        table.add_row(
            Text(visible(claim.text)),
            _verdict_text(verdict),
            str(verdict.tried) if is_held else "",
            f"{verdict.killed} of {verdict.mutants}" if is_held and verdict.mutants else "",
        )
    return table


def _verdict_text(verdict: Verdict) -> Text:
    match verdict:
        case Supported():
            return Text("held", style="green")
        case Refuted(witness=witness):
            return Text.assemble(("refuted", "bold red"), f": {_witness(witness)}")
        case Inconclusive(why=why):
            return Text.assemble(("open", "yellow"), f": {visible(why)}")
        case _:
            assert_never(verdict)


def _witness(witness: Witness) -> str:
    call = ", ".join(f"{name}={value}" for name, value in witness.arguments)
    at = f" (line {witness.line})" if witness.line is not None else ""
    return visible(
        f"with {call}: expected {witness.expected}, got {witness.got}{at}"
        if call
        else f"expected {witness.expected}, got {witness.got}{at}"
    )


def _exposure_table(exposures: Iterable[Exposure]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("What could be wrong", overflow="fold")
    table.add_column("Faulty variants caught", justify="right")
    table.add_column("By claims that do not rest on it", overflow="fold")
    for exposure in exposures:
        thing = exposure.thing
        table.add_row(
            Text(visible(f"{thing.aspect} of {thing.of} ({thing.by})")),
            Text(
                f"{exposure.killed} of {exposure.mutants}" if exposure.mutants else "none to try",
                style="green" if exposure.is_enough else "yellow",
            ),
            Text(visible(", ".join(exposure.by)) or "none"),
        )
    return table
