"""The edit over generated files: the body is what was asked, and nothing else in the text moves."""

import ast
import re
from dataclasses import replace
from textwrap import indent

import libcst
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ansatz.core.candidate import Candidate
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span, TextEdit
from ansatz.editing import NoPlaceError, apply, propose, rebase
from ansatz.targets import functions, module_slice, refound
from unit.targets.sources import python_files

BODIES = (
    "return 0.5 * x",
    "k = 2.0\n\nreturn np.exp(-k * x)  # decay",
    "if x > 0:\n    y = 1\n    while y:\n        y -= 1\nelse:\n    y = (1 +\n         2)\nreturn y",
    "# explained\ntext = '''\n  kept\nas it is'''\nreturn text\n",
    "größe = constants.k\nreturn größe * x\r\n",
)
FEW = settings(deadline=None, max_examples=60)
IMPORTS = (
    (),
    ("import numpy as np",),
    ("from scipy import constants", "import numpy as np"),
    ("import scipy.constants",),
    ("from math import pow, exp", "import numpy as np"),
)


def candidate(body: str, imports: tuple[str, ...] = ()) -> Candidate:
    return Candidate("equation", "a draft", body, imports, "", "", frozenset())


def unix(text: str) -> str:
    return re.sub(r"\r\n?", "\n", text)


def inverse(changes: tuple[TextEdit, ...], text: str) -> list[TextEdit]:
    found, by = list[TextEdit](), 0
    for change in changes:
        start = change.span.start + by
        found.append(TextEdit(Span(start, start + len(change.text)), change.span.of(text)))
        by += len(change.text) - (change.span.end - change.span.start)
    return found


def outside(text: str, spans: list[Span]) -> list[str]:
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    return [text[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)]


def parsed(text: str) -> ast.Module:
    return ast.parse(text.removeprefix("\ufeff"))


def statements_of(module: ast.Module, target: FunctionTarget) -> list[ast.stmt]:
    """The statements after the docstring of the function that `target` stands for, as Python sees them."""
    found = list[ast.FunctionDef | ast.AsyncFunctionDef]()

    def visit(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                name = prefix + child.name
                if not isinstance(child, ast.ClassDef) and name == target.qualified_name:
                    found.append(child)
                visit(child, f"{name}.")
            else:
                visit(child, prefix)

    visit(module, "")
    node = found[target.ordinal]
    return node.body[1:] if ast.get_docstring(node) is not None else node.body


def apart(text: str, target: FunctionTarget) -> list[tuple[str, str]]:
    """All functions that are neither in nor around the target, as they are written."""
    return [
        (each.qualified_name, each.span.of(text))
        for each in functions(text)
        if each.span.end <= target.span.start or target.span.end <= each.span.start
    ]


def dump(nodes: list[ast.stmt]) -> list[str]:
    return [ast.dump(node) for node in nodes]


@FEW
@given(python_files(), st.data())
def test_the_edit(file, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    text: str = file.text
    target = data.draw(st.sampled_from(functions(text)))
    body, imports = data.draw(st.sampled_from(BODIES)), data.draw(st.sampled_from(IMPORTS))
    try:
        edit = propose(DocumentSnapshot("file:///f.py", text, 3), target, candidate(body, imports))
    except NoPlaceError:
        assert target.is_broken
        return
    assert (edit.uri, edit.base_version) == ("file:///f.py", 3)
    after = apply(text, edit.changes)
    backwards = inverse(edit.changes, text)

    # Every byte outside the declared changes is the same, and undoing them restores the text.
    assert outside(text, [each.span for each in edit.changes]) == outside(
        after, [each.span for each in backwards]
    )
    assert apply(after, backwards) == text

    # Signature, docstring and decorators are untouched.
    found = refound(after, target)
    assert found is not None
    assert found.signature.of(after) == target.signature.of(text)
    assert (found.docstring and found.docstring.of(after)) == (target.docstring and target.docstring.of(text))
    assert text[target.span.start : target.signature.start] == after[found.span.start : found.signature.start]

    # All other functions but those around it and in it are the same, letter for letter.
    assert apart(after, found) == apart(text, target)

    # Only line ends that were there are used.
    ends = set(re.findall(r"\r\n|\r|\n", text)) or {"\n"}
    assert set(re.findall(r"\r\n|\r|\n", after)) <= ends

    if file.is_sound:
        libcst.parse_module(after.encode())
        kept = statements_of(parsed(after), target)
        asked = dump(ast.parse(unix(body)).body)
        assert dump(kept)[-len(asked) :] == asked
        extra = kept[: -len(asked)]
        assert all(isinstance(each, ast.Import | ast.ImportFrom) for each in extra)
        # What was judged is what is offered.
        judged = ast.parse(module_slice(text, target, body, imports).module)
        entry = module_slice(text, target, body, imports).entry
        in_slice = replace(target, qualified_name=entry, ordinal=0)
        assert dump(statements_of(judged, in_slice)) == dump(kept)


@FEW
@given(python_files(faulty=False), st.data())
def test_imports_are_there_and_mean_what_they_say(file, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    text: str = file.text
    target = data.draw(st.sampled_from(functions(text)))
    imports = data.draw(st.sampled_from(IMPORTS))
    after = apply(text, propose(DocumentSnapshot("u", text), target, candidate("return 1", imports)).changes)
    module = parsed(after)
    ours = statements_of(module, target)[:-1]
    every = [
        *module.body,
        *(each for node in module.body if isinstance(node, ast.Try) for each in node.body),
        *ours,
    ]
    there = {ast.unparse(each) for each in every if isinstance(each, ast.Import | ast.ImportFrom)}
    assert set(imports) <= there | {"import scipy.constants"}
    # A module that parses compiles only if docstring and `__future__` still come first.
    assert ast.get_docstring(module) == ast.get_docstring(parsed(text))
    if "wraps" not in text:
        compile(module, "f.py", "exec")


@FEW
@given(python_files(), python_files(), st.data())
def test_a_kept_edit_is_carried_over(file, other, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    text: str = file.text
    target = data.draw(st.sampled_from(functions(text)))
    body, imports = data.draw(st.sampled_from(BODIES)), data.draw(st.sampled_from(IMPORTS))
    assume(not target.is_broken)
    edit = propose(DocumentSnapshot("u", text, 1), target, candidate(body, imports))
    moved = "# A new line above.\n" + text.removeprefix("\ufeff")
    carried = rebase(edit, text, moved, 2)
    there = refound(moved, target)
    assert carried is not None
    assert there is not None
    assert carried.base_version == 2
    wanted = propose(DocumentSnapshot("u", moved, 2), there, candidate(body, imports))
    assert apply(moved, carried.changes) == apply(moved, wanted.changes)

    # It is not put into whatever else has its name.
    result = rebase(edit, text, other.text)
    there = refound(other.text, target)
    if result is not None:
        assert there is not None
        assert unix(there.statements.of(other.text)) == unix(target.statements.of(text))
    changed = apply(text, [TextEdit(Span(target.signature.end - 1, target.signature.end), " -> int:")])
    if target.return_annotation is None:
        assert rebase(edit, text, changed) is None


@FEW
@given(python_files(faulty=False), st.data())
def test_placing_the_same_body_twice_changes_nothing_more(file, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    text: str = file.text
    target = data.draw(st.sampled_from(functions(text)))
    body, imports = data.draw(st.sampled_from(BODIES[:3])), data.draw(st.sampled_from(IMPORTS[:3]))
    once = apply(text, propose(DocumentSnapshot("u", text), target, candidate(body, imports)).changes)
    again = refound(once, target)
    assert again is not None
    twice = apply(once, propose(DocumentSnapshot("u", once), again, candidate(body, imports)).changes)
    assert unix(twice) == unix(once)


def test_changes_out_of_order_are_refused() -> None:
    for spans in ([(3, 4), (1, 2)], [(0, 3), (2, 4)], [(2, 9)]):
        try:
            apply("abcdef", [TextEdit(Span(*span), "") for span in spans])
        except ValueError:
            continue
        raise AssertionError(indent(str(spans), " "))
