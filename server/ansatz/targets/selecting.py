"""What a cursor or a selection means: the functions it asks for, or a passage of free text."""

from collections.abc import Sequence
from dataclasses import replace

from ansatz.core.target import FreeText, FunctionTarget, Target
from ansatz.core.text import Span

from .finding import functions
from .lines import lines
from .outline import code_lines, outline
from .passages import comment_block
from .syntax import masked, part


def select(text: str, selection: Span) -> tuple[Target, ...]:
    """The targets of a selection; an empty one is a cursor.

    A cursor, or a selection inside one function, means the innermost function; inside its docstring
    the selected part becomes `spec_part`. A selection over several means those, and stubs nested in
    them. One over comments, strings or prose outside any function is `FreeText`, and so is the
    comment that a cursor stands in.
    """
    chosen = _trimmed(text, selection)
    if chosen.start == chosen.end:
        near = _near(text, chosen)
        innermost = _innermost(near, [_reach(text, each) for each in near], chosen)
        if innermost is None and (block := comment_block(text, chosen.start)) is not None:
            return (FreeText(block),)
        return (innermost,) if innermost else ()
    near = _near(text, chosen)
    around = _innermost(near, [_whole_lines(text, each.span) for each in near], chosen)
    every = functions(text)
    touched = [each for each in every if each.span.start < chosen.end and chosen.start < each.span.end]
    if around is None:
        return _outermost(touched) or _free_text(text, chosen)
    if around.docstring_text and around.docstring and around.docstring.contains(chosen):
        part = Span(
            max(chosen.start, around.docstring_text.start), min(chosen.end, around.docstring_text.end)
        )
        is_whole = part.start >= part.end or part.contains(_trimmed(text, around.docstring_text))
        return (around if is_whole else replace(around, spec_part=part),)
    inside = [
        each for each in touched if each.is_stub and each.span != around.span and chosen.contains(each.span)
    ]
    return tuple(inside) or (around,)


def _trimmed(text: str, selection: Span) -> Span:
    """The selection without blank ends; only blank, or empty, it is a cursor where it starts."""
    start, end = max(0, selection.start), min(len(text), selection.end)
    content = text[start:end]
    if not content.strip():
        return Span(min(start, len(text)), min(start, len(text)))
    return Span(start + len(content) - len(content.lstrip()), start + len(content.rstrip()))


def _near(text: str, chosen: Span) -> list[FunctionTarget]:
    """The functions that can reach as far as `chosen`: no code stands between their last line and it."""
    of = lines(text)
    above = outline(text).blank[: of.start(chosen.start)].rstrip()
    since = of.start(len(above))
    until = of.end(chosen.start)
    return [each for each in functions(text) if each.span.start <= until and each.span.end >= since]


def _innermost(
    every: Sequence[FunctionTarget], reaches: Sequence[Span], chosen: Span
) -> FunctionTarget | None:
    # In order of appearance an inner function follows its outer one.
    around = [each for each, reach in zip(every, reaches, strict=True) if reach.contains(chosen)]
    return around[-1] if around else None


def _whole_lines(text: str, span: Span) -> Span:
    of = lines(text)
    return Span(of.start(span.start), of.end(span.end))


def _reach(text: str, target: FunctionTarget) -> Span:
    """Where a cursor counts as inside: whole lines, and the comments and indented blank lines below."""
    of = lines(text)
    reach = _whole_lines(text, target.span)
    own = _width(text, target.signature.start)
    end, line = reach.end, of.index(reach.end) + 1
    blank = outline(text).blank
    while line < len(of.starts):
        start, stop = of.starts[line], of.ends[line]
        content = text[start:stop]
        if blank[start:stop].strip() or (
            content.strip() and _width(text, stop - len(content.lstrip())) <= own
        ):
            break
        if len(content[: len(content) - len(content.lstrip())].expandtabs(8)) > own:
            end = stop
        line += 1
    return Span(reach.start, end)


def _width(text: str, offset: int) -> int:
    before = masked(text)[lines(text).start(offset) : offset].rpartition(b"\f")[2]
    return len(before.expandtabs(8))


def _outermost(touched: Sequence[FunctionTarget]) -> tuple[Target, ...]:
    found = list[FunctionTarget]()
    end = -1
    for each in touched:
        if each.span.start >= end or each.is_stub:
            found.append(each)
        end = max(end, each.span.end)
    return tuple(found)


def _free_text(text: str, chosen: Span) -> tuple[Target, ...]:
    """The passage, unless it is nothing but code: comments, docstrings and prose that does not parse."""
    blank = outline(text).blank[chosen.start : chosen.end]
    code = masked(text)[chosen.start : chosen.end]
    has_comment = any(_is_comment(*pair) for pair in zip(blank, code, strict=True))
    if blank.startswith(b'"') or has_comment:
        return (FreeText(chosen),)
    own = code_lines(text, lines(text).start(chosen.start), chosen.end)
    has_string_statement = any(line.opens_with(outline(text).blank, b'"') for line in own)
    if has_string_statement or part(text, _whole_lines(text, chosen)).root_node.has_error:
        return (FreeText(chosen),)
    return ()


def _is_comment(blank: int, code: int) -> bool:
    return blank == ord(" ") and code not in b" \t\f\r\n\\"
