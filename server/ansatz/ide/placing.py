"""Where an accepted body belongs after the text has changed under it, or that it belongs nowhere any more."""

import re
from collections.abc import Sequence

from ansatz.core.target import FunctionTarget
from ansatz.core.text import TextEdit
from ansatz.targets import NoPlaceError, apply, functions, place, refound
from ansatz.targets.layout import dedented


def counterpart(base: str, now: str, target: FunctionTarget) -> FunctionTarget | None:
    """The function of `base` in `now`: one that is letter for letter the same, else the one in its order.

    None where it is gone or takes other parameters, so that its body would mean something else.
    """
    before = target.span.of(base)
    named = [each for each in functions(now) if each.qualified_name == target.qualified_name]
    same = [each for each in named if each.span.of(now) == before]
    if len(same) == 1:
        return same[0]
    found = next((each for each in same or named if each.ordinal == target.ordinal), None)
    return found if found is not None and _parameters(found) == _parameters(target) else None


def placed(
    base: str,
    now: str,
    target: FunctionTarget,
    changes: Sequence[TextEdit],
    there: FunctionTarget,
    cut: int | None = None,
) -> tuple[TextEdit, ...] | None:
    """The changes that give `there` in `now` the body that `changes` give `target` in `base`.

    With `cut` it is given that many lines of the body, and a placeholder for the rest. Imports are
    decided anew. None where `there` can't take a body.
    """
    after = apply(base, changes)
    result = refound(after, target)
    if result is None or result.statements.start == result.statements.end:
        return None
    rows = list(dedented(after, result.statements, result.indent))
    body = "\n".join(rows if cut is None or cut >= len(rows) else [*rows[:cut], "..."])
    added = [change.text for change in changes if not target.span.contains(change.span)]
    imports = [line.strip() for text in added for line in re.split(r"[\r\n]", text) if line.strip()]
    try:
        return place(now, there, body, imports)
    except NoPlaceError:
        return None


def _parameters(target: FunctionTarget) -> list[tuple[str, str]]:
    return [(each.name, each.kind) for each in target.parameters]
