"""Which names a piece of code binds and which it needs from around it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import normalize

from tree_sitter import Node

from ansatz.core.text import Span

_COMPREHENSIONS = {
    "list_comprehension",
    "set_comprehension",
    "dictionary_comprehension",
    "generator_expression",
}
_NEW_SCOPE = {"function_definition", "lambda", "class_definition", *_COMPREHENSIONS}
_PATTERNS = {
    "pattern_list",
    "tuple_pattern",
    "list_pattern",
    "list_splat_pattern",
    "tuple",
    "list",
    "list_splat",
}
_IMPORTS = {"import_statement", "import_from_statement", "future_import_statement"}


class Binding(NamedTuple):
    """A name bound. `origin` is the dotted path of what an import binds it to, None otherwise."""

    name: str
    origin: str | None


@dataclass(frozen=True, slots=True)
class Names:
    """What code binds where it stands, and what it needs.

    `now`: names that must exist when the code is executed. `later`: those that only the bodies of
    its functions look up. `changed`: names whose objects it alters through an item or an attribute.
    `loaded`: modules that it imports, by their full dotted names. `has_star`: it imports whatever a
    module offers.
    """

    bound: frozenset[Binding]
    now: frozenset[str]
    later: frozenset[str]
    changed: frozenset[str]
    loaded: frozenset[str]
    has_star: bool

    @property
    def needed(self) -> frozenset[str]:
        """All names that are looked up, now or later."""
        return self.now | self.later


@dataclass(slots=True)
class _Scope:
    parent: "_Scope | None"
    kind: str
    bound: set[Binding] = field(default_factory=set[Binding])
    now: set[str] = field(default_factory=set[str])
    later: set[str] = field(default_factory=set[str])
    elsewhere: set[str] = field(default_factory=set[str])
    changed: set[str] = field(default_factory=set[str])
    loaded: set[str] = field(default_factory=set[str])
    has_star: bool = False

    def bind(self, name: str, origin: str | None = None) -> None:
        self.bound.add(Binding(name, origin))


def names(nodes: Iterable[Node], text: str) -> Names:
    """The names of some statements of one scope, taken together."""
    top = _Scope(None, "module")
    scopes = [top]
    # A stack, for long sums nest deeper than Python may recurse.
    pending = [(node, top) for node in nodes]
    while pending:
        node, scope = pending.pop()
        _visit(node, scope, text, pending, scopes)
    for scope in reversed(scopes[1:]):
        _fold(scope)
    return Names(
        frozenset(top.bound),
        frozenset(top.now),
        frozenset(top.later),
        frozenset(top.changed),
        frozenset(top.loaded),
        top.has_star,
    )


def identifier(place: Span, text: str) -> str:
    """A name as Python knows it: the micro sign and the Greek letter are one."""
    return normalize("NFKC", place.of(text))


def _identifier(node: Node, text: str) -> str:
    return identifier(Span(node.start_byte, node.end_byte), text)


def _fold(scope: _Scope) -> None:
    """Hand what a scope does not bind itself to the one around it."""
    parent = scope.parent
    if parent is None:
        return
    own = {each.name for each in scope.bound} - scope.elsewhere
    if scope.kind == "class_definition":
        # Functions in a class body do not see its names.
        parent.now |= scope.now - own
        parent.later |= scope.later
    elif scope.kind in ("function_definition", "lambda"):
        parent.later |= (scope.now | scope.later) - own
    else:
        parent.now |= scope.now - own
        parent.later |= scope.later - own


Pending = list[tuple[Node, _Scope]]


def _visit(node: Node, scope: _Scope, text: str, pending: Pending, scopes: list[_Scope]) -> None:
    kind = node.type
    if kind == "identifier":
        scope.now.add(_identifier(node, text))
    elif kind in _NEW_SCOPE:
        _enter(node, scope, text, pending, scopes)
    elif kind in _IMPORTS:
        _import(node, scope, text)
    elif kind in ("assignment", "augmented_assignment", "for_statement", "for_in_clause", "named_expression"):
        target = "name" if kind == "named_expression" else "left"
        binder = scope
        while kind == "named_expression" and binder.parent and binder.kind in _COMPREHENSIONS:
            binder = binder.parent
        for index, child in enumerate(node.named_children):
            if node.field_name_for_named_child(index) == target:
                _bind(child, binder, text, pending)
                if kind == "augmented_assignment":
                    pending.append((child, scope))
            else:
                pending.append((child, scope))
    elif kind == "as_pattern_target":
        for child in node.named_children:
            _bind(child, scope, text, pending)
    elif kind in ("global_statement", "nonlocal_statement"):
        scope.elsewhere |= {_identifier(child, text) for child in node.named_children}
    elif kind == "attribute":
        pending.append((node.named_children[0], scope))
    elif kind == "keyword_argument":
        pending.append((node.named_children[-1], scope))
    elif kind == "type_alias_statement":
        left, *rest = node.named_children
        alias, *_ = _identifiers(left)
        scope.bind(_identifier(alias, text))
        pending.extend((child, scope) for child in rest)
    elif kind == "case_pattern":
        _capture(node, scope, text, pending)
    else:
        pending.extend((child, scope) for child in node.named_children)


def _enter(node: Node, scope: _Scope, text: str, pending: Pending, scopes: list[_Scope]) -> None:
    inner = _Scope(scope, node.type)
    scopes.append(inner)
    if node.type in _COMPREHENSIONS:
        pending.extend((child, inner) for child in node.named_children)
        return
    for index, child in enumerate(node.named_children):
        match node.field_name_for_named_child(index):
            case "name":
                scope.bind(_identifier(child, text))
            case "parameters":
                _parameters(child, scope, inner, text, pending)
            case "type_parameters":
                for each in _identifiers(child):
                    inner.bind(_identifier(each, text))
            case "body":
                pending.append((child, inner))
            case _:
                pending.append((child, scope))


def _parameters(listed: Node, scope: _Scope, inner: _Scope, text: str, pending: Pending) -> None:
    for parameter in listed.named_children:
        for index, child in enumerate(
            [parameter] if not parameter.named_children else parameter.named_children
        ):
            is_name = index == 0 and parameter.type not in (
                "positional_separator",
                "keyword_separator",
                "comment",
            )
            if is_name:
                for each in _identifiers(child):
                    inner.bind(_identifier(each, text))
            else:
                pending.append((child, scope))


def _identifiers(node: Node) -> list[Node]:
    if node.type == "identifier":
        return [node]
    return [each for child in node.named_children for each in _identifiers(child)]


def _bind(node: Node, scope: _Scope, text: str, pending: Pending) -> None:
    if node.type == "identifier":
        scope.bind(_identifier(node, text))
    elif node.type in _PATTERNS or node.type == "parenthesized_expression":
        for child in node.named_children:
            _bind(child, scope, text, pending)
    else:
        base = node
        while base.type in ("subscript", "attribute"):
            base = base.named_children[0]
        if base.type == "identifier":
            scope.changed.add(_identifier(base, text))
        pending.append((node, scope))


def _capture(pattern: Node, scope: _Scope, text: str, pending: Pending) -> None:
    """Bind what a `case` captures; classes and dotted constants in it are looked up."""
    for child in pattern.named_children:
        if child.type == "dotted_name":
            first, *rest = child.named_children
            if rest or pattern.type == "class_pattern":
                scope.now.add(_identifier(first, text))
            else:
                scope.bind(_identifier(first, text))
        elif child.type == "identifier" and pattern.type != "keyword_pattern":
            scope.bind(_identifier(child, text))
        elif child.type != "identifier":
            _capture(child, scope, text, pending)


def _import(node: Node, scope: _Scope, text: str) -> None:
    module = node.child_by_field_name("module_name")
    path = "__future__" if node.type == "future_import_statement" else ""
    if module:
        path = "".join(text[module.start_byte : module.end_byte].split())
    for index, child in enumerate(node.named_children):
        if child.type == "wildcard_import":
            scope.has_star = True
        if node.field_name_for_named_child(index) != "name":
            continue
        is_aliased = child.type == "aliased_import"
        dotted = child.named_children[0] if is_aliased else child
        own = "".join(text[dotted.start_byte : dotted.end_byte].split())
        full = own if not path else path + own if path.endswith(".") else f"{path}.{own}"
        if is_aliased:
            scope.bind(_identifier(child.named_children[1], text), full)
        elif path:
            scope.bind(_identifier(dotted, text), full)
        else:
            scope.bind(_identifier(dotted.named_children[0], text), own.partition(".")[0])
        if not path:
            scope.loaded.add(own)
