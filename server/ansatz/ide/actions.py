"""Which code actions a selection has. Found by looking at the text alone, so they are there at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ansatz.core.evidence import Refuted
from ansatz.core.kept import Kept
from ansatz.core.target import FreeText, FunctionTarget
from ansatz.core.text import Span
from ansatz.targets import select, states_something

from .keeping import offers
from .lookup import Records, known

Verb = Literal["generate", "preview", "validate", "keepTest", "dismissClaim", "applyKept", "change", "dryRun"]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done. `functions` are the (qualified name, ordinal) of those it is done to.

    `rank` says which of several kept results for a function is meant.
    """

    verb: Verb
    title: str
    functions: tuple[tuple[str, int], ...]
    rank: int = 0
    claim: str = ""


def targets_of(text: str, selection: Span) -> tuple[FunctionTarget, ...]:
    """The functions that a selection means and that have a docstring to go by."""
    return tuple(
        target
        for target in select(text, selection)
        if isinstance(target, FunctionTarget) and target.docstring is not None
    )


def passage_of(text: str, selection: Span) -> Span | None:
    """The comment or other passage outside any function that a selection means, if it states something."""
    for target in select(text, selection):
        if isinstance(target, FreeText) and states_something(text, target.span):
            return target.span
    return None


def actions(text: str, selection: Span, kept: Sequence[Kept]) -> tuple[Action, ...]:
    """What can be done with the functions under a selection."""
    chosen = targets_of(text, selection)
    found: list[Action] = []
    for offer in offers(text, kept):
        if any((each.qualified_name, each.ordinal) == _key(offer.target) for each in chosen):
            found.append(Action("applyKept", offer.title, (_key(offer.target),), offer.kept.rank))
    if chosen:
        whose = "its docstring" if len(chosen) == 1 else "their docstrings"
        found.append(Action("generate", f"Generate implementation of {_names(chosen)}", _keys(chosen)))
        found.append(Action("preview", f"Preview implementation of {_names(chosen)}", _keys(chosen)))
        found.append(Action("validate", f"Validate {_names(chosen)} against {whose}", _keys(chosen)))
        if not any(each.is_stub for each in chosen):
            say = "says" if len(chosen) == 1 else "say"
            title = f"Keep as a test what {whose} {say} of {_names(chosen)}"
            found.append(Action("keepTest", title, _keys(chosen)))
    elif passage_of(text, selection) is not None:
        found.append(Action("generate", "Generate a function from this passage", ()))
    return tuple(found)


def cell_actions(text: str, words: Span) -> tuple[Action, ...]:
    """What can be done with a Markdown cell, whose words stand in `text` as a comment."""
    if not states_something(text, words):
        return ()
    return (Action("generate", "Generate a function from this cell", ()),)


def repairs(text: str, selection: Span, records: Records, verb: Verb) -> tuple[Action, ...]:
    """For code under a selection that is refuted: another one. `verb`: whether it is shown first."""
    words = "preview another implementation" if verb == "preview" else "generate another implementation"
    return tuple(
        Action(verb, f"`{target.name}` is refuted: {words}", (_key(target),))
        for target in targets_of(text, selection)
        if (evidence := known(text, target, records)) is not None
        and evidence.is_current
        and evidence.record.level == "refuted"
    )


def dismissals(text: str, selection: Span, records: Records) -> tuple[Action, ...]:
    """For each claim that the code under a selection breaks: that it is the claim which is wrong."""
    found: list[Action] = []
    for target in targets_of(text, selection):
        evidence = known(text, target, records)
        if evidence is None or not evidence.is_current:
            continue
        for claim in evidence.record.claims:
            if isinstance(claim.verdict, Refuted):
                title = f"This claim on `{target.name}` is wrong: {claim.text}"
                found.append(Action("dismissClaim", title, (_key(target),), claim=claim.id))
    return tuple(found)


def _key(target: FunctionTarget) -> tuple[str, int]:
    return target.qualified_name, target.ordinal


def _keys(targets: Sequence[FunctionTarget]) -> tuple[tuple[str, int], ...]:
    return tuple(_key(target) for target in targets)


def _names(targets: Sequence[FunctionTarget]) -> str:
    """`a`; `a` and `b`; `a`, `b` and 3 more."""
    names = [f"`{target.name}`" for target in targets]
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]}, {names[1]} and {len(names) - 2} more"
