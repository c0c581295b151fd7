"""The statements of a module or of a definition's body, each by itself, also where others are broken."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from tree_sitter import Node

from ansatz.core.text import Span

from .naming import Binding, Names, identifier, names
from .outline import Definition, code_lines, header_end, outline, segments
from .syntax import field, masked, part, span, statements, tree

_DEFINES = re.compile(rb"(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)")

UnitKind = Literal["import", "definition", "string", "other", "broken"]
_KINDS: dict[str, UnitKind] = {
    "import_statement": "import",
    "import_from_statement": "import",
    "future_import_statement": "import",
    "function_definition": "definition",
    "class_definition": "definition",
    "decorated_definition": "definition",
}


@dataclass(frozen=True)
class Unit:
    """A statement, or several that semicolons join; `nodes` is empty where it does not parse."""

    text: str
    span: Span
    nodes: tuple[Node, ...]

    @property
    def kind(self) -> UnitKind:
        """What it is: `string` for one that nothing but a string makes up, as docstrings are."""
        if not self.nodes:
            return "broken"
        first = self.nodes[0]
        if first.type == "expression_statement" and first.named_child_count == 1:
            literal = first.named_children[0].type in ("string", "concatenated_string")
            return "string" if literal else "other"
        return _KINDS.get(first.type, "other")

    @property
    def is_future(self) -> bool:
        """Whether it must stay at the top: `from __future__ import …`."""
        return bool(self.nodes) and self.nodes[0].type == "future_import_statement"

    @cached_property
    def bound(self) -> frozenset[Binding]:
        """What it binds, told without a look into the body of a definition."""
        if self.kind != "definition":
            return self.names.bound
        node = self.nodes[0]
        inner = node.child_by_field_name("definition") or node
        return frozenset({Binding(identifier(span(field(inner, "name")), self.text), None)})

    @property
    def bound_names(self) -> frozenset[str]:
        """The names bound, however they are."""
        return frozenset(each.name for each in self.bound)

    @cached_property
    def names(self) -> Names:
        """What it binds and needs; nothing is known of a broken one."""
        return names(self.nodes, self.text)

    def may_bind(self, name: str) -> bool:
        """Whether a statement that does not parse could bind the name, going by its words."""
        blank = outline(self.text).blank
        if definition := _DEFINES.match(blank, self.span.start):
            return definition[1] == masked(name)
        word = re.escape(masked(name))
        binds = rb"\b(?:as|for)\s+%b\b|\bimport\b[^\n]*\b%b\b|\b%b\b\s*(?:,[^\n()]*)?(?::[^\n=]*)?=(?!=)"
        return re.search(binds % (word, word, word), blank[self.span.start : self.span.end]) is not None


@lru_cache(maxsize=4)
def module_units(text: str) -> tuple[Unit, ...]:
    """The top-level statements of a text, in order."""
    return _units(text, 0, len(text), 0)


def body_units(text: str, definition: Definition) -> tuple[Unit, ...]:
    """The statements in the body of a definition, in order, its docstring included."""
    colon = header_end(outline(text).blank, definition.name.end, definition.end)
    own = code_lines(text, colon or definition.name.end, definition.end)
    if not own:
        return ()
    return _units(text, own[0].start, definition.end, own[0].width)


def definition_node(text: str, definition: Definition) -> Node | None:
    """The tree of a definition, None where it does not parse."""
    root = tree(text).root_node
    if root.has_error:
        root = part(text, Span(definition.start, definition.end)).root_node
        if root.has_error:
            return None
    node = root.descendant_for_byte_range(definition.keyword, definition.keyword + 1)
    while node and node.type not in ("function_definition", "class_definition"):
        node = node.parent
    return node


def around(text: str, keyword: int) -> tuple[Definition, ...]:
    """The definitions around the one whose `def` stands at `keyword`, outermost first, it included."""
    definitions = outline(text).definitions
    index = next((at for at, each in enumerate(definitions) if each.keyword == keyword), None)
    found = list[Definition]()
    while index is not None:
        found.append(definitions[index])
        index = definitions[index].parent
    return tuple(reversed(found))


def _units(text: str, start: int, end: int, width: int) -> tuple[Unit, ...]:
    found = list[Unit]()
    for each in segments(text, start, end, width):
        nodes = _parsed(text, each)
        # A bracket left open runs into sound lines below it; a definition stays one thing.
        is_torn = not nodes and not any(
            each.start <= own.keyword < each.end for own in outline(text).definitions
        )
        places = _by_line(text, each, width) if is_torn else [each]
        found += [Unit(text, place, nodes or _parsed(text, place)) for place in places]
    return tuple(found)


def _by_line(text: str, whole: Span, width: int) -> list[Span]:
    spans = list[Span]()
    for line in code_lines(text, whole.start, whole.end):
        if spans and line.width > width:
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(Span(line.first, line.end))
    return spans


def _parsed(text: str, place: Span) -> tuple[Node, ...]:
    root = part(text, place).root_node
    return () if root.has_error else tuple(statements(root))
