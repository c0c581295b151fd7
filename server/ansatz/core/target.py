"""What a selection means: functions to implement or judge, or a free piece of text."""

from dataclasses import dataclass
from typing import Literal

from .text import Span

ParameterKind = Literal["positional_only", "positional", "var_positional", "keyword_only", "var_keyword"]


@dataclass(frozen=True, slots=True)
class ParameterSource:
    """One parameter as written; `default` and `annotation` are source text."""

    name: str
    kind: ParameterKind
    span: Span
    annotation: str | None = None
    default: str | None = None


@dataclass(frozen=True, slots=True)
class FunctionTarget:
    """A function found in a text, whether or not the text around it parses.

    `span` runs from the first decorator (or `def`) to the end of the body, `body` from the first
    statement (the docstring included) to its end. `docstring` covers the literal with its quotes,
    `docstring_text` what stands between them. `statements` covers what follows the docstring and is
    empty (start == end) where nothing does. `ordinal` tells two functions of one name apart, in
    order of appearance from 0. `is_stub`: nothing but `...`, `pass`, `raise NotImplementedError`.
    """

    name: str
    qualified_name: str
    ordinal: int
    span: Span
    signature: Span
    name_span: Span
    body: Span
    docstring: Span | None
    docstring_text: Span | None
    statements: Span
    indent: str
    parameters: tuple[ParameterSource, ...]
    return_annotation: str | None
    is_stub: bool
    is_method: bool
    is_async: bool
    is_broken: bool
    spec_part: Span | None = None
    """A part of the docstring that was selected as the spec, else the whole docstring is."""

    @property
    def caret(self) -> Span:
        """The empty selection before its name, which chooses this function as a whole."""
        return Span(self.name_span.start, self.name_span.start)


@dataclass(frozen=True, slots=True)
class FreeText:
    """A selected comment or passage that belongs to no function: a spec without a signature."""

    span: Span


Target = FunctionTarget | FreeText
