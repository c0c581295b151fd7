"""A kept edit carried over to a text that has changed since."""

import re
from collections.abc import Sequence

from ansatz.core.edit import ProposedEdit
from ansatz.core.target import FunctionTarget
from ansatz.core.text import Span, TextEdit
from ansatz.targets.digests import spec_digest
from ansatz.targets.finding import functions, refound
from ansatz.targets.layout import dedented
from ansatz.targets.placing import NoPlaceError, apply, place


def rebase(
    edit: ProposedEdit, old_text: str, new_text: str, version: int | None = None
) -> ProposedEdit | None:
    """The same edit for `new_text`, whose version is `version`.

    None where its function is gone or has another signature, docstring or body than in `old_text`,
    or where the edit is none that `propose` makes: what was judged would no longer be what is
    offered. Imports are decided anew.
    """
    found = _function(edit.changes, old_text)
    if found is None:
        return None
    target, imports = found
    new = refound(new_text, target)
    if new is None or not _is_same(old_text, target, new_text, new):
        return None
    try:
        changes = place(new_text, new, _body(edit.changes, old_text, target), imports)
    except NoPlaceError:
        return None
    return ProposedEdit(edit.uri, version, changes)


def _function(changes: Sequence[TextEdit], text: str) -> tuple[FunctionTarget, tuple[str, ...]] | None:
    """The function whose body an edit replaces, and the import lines that it adds."""
    for target in reversed(functions(text) if changes else ()):
        if not target.signature.end <= changes[-1].span.start:
            continue
        try:
            own = [each.span for each in place(text, target, "pass")]
        except NoPlaceError:
            continue
        head = len(changes) - len(own)
        if head in (0, 1) and own == [each.span for each in changes[head:]]:
            lines = [line.strip() for change in changes[:head] for line in re.split(r"[\r\n]", change.text)]
            return target, tuple(line for line in lines if line)
    return None


def _body(changes: Sequence[TextEdit], text: str, target: FunctionTarget) -> str:
    """The body that an edit's last change holds, as unindented statements."""
    *before, last = changes
    result = apply(text, changes)
    start = last.span.start + sum(len(each.text) - (each.span.end - each.span.start) for each in before)
    blank = len(last.text) - len(last.text.lstrip())
    return "\n".join(dedented(result, Span(start + blank, start + len(last.text)), target.indent))


def _is_same(old_text: str, old: FunctionTarget, new_text: str, new: FunctionTarget) -> bool:
    return spec_digest(old_text, old) == spec_digest(new_text, new) and _newlines(
        old.statements.of(old_text)
    ) == _newlines(new.statements.of(new_text))


def _newlines(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)
