"""Functions of generated files: what Python's own parser finds, and the same however the rest is broken."""

import ast
import re
from unicodedata import normalize

from hypothesis import given, settings

from ansatz.core.target import FunctionTarget
from ansatz.targets import functions, slice_digest, spec_digest
from ansatz.targets.lines import lines
from unit.targets.sources import FAULTS, PythonFile, python_files

FEW = settings(deadline=None, max_examples=60)
Found = tuple[str, int, int, int, str | None, tuple[str, ...], bool]


def parsed(text: str) -> ast.Module:
    return ast.parse(text.removeprefix("\ufeff"))


def by_python(text: str) -> list[Found]:
    found = list[Found]()

    def visit(node: ast.AST, prefix: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                if not isinstance(child, ast.ClassDef):
                    first = min([child.lineno, *(each.lineno for each in child.decorator_list)])
                    arguments = child.args
                    every = [*arguments.posonlyargs, *arguments.args, arguments.vararg, *arguments.kwonlyargs]
                    found.append(
                        (
                            prefix + child.name,
                            first - 1,
                            child.lineno - 1,
                            (child.end_lineno or 0) - 1,
                            ast.get_docstring(child, clean=False),
                            tuple(each.arg for each in [*every, arguments.kwarg] if each),
                            isinstance(child, ast.AsyncFunctionDef),
                        )
                    )
                visit(child, f"{prefix}{child.name}.")
            else:
                visit(child, prefix)

    visit(parsed(text), "")
    return found


def by_us(text: str) -> list[Found]:
    of = lines(text)
    return [
        (
            each.qualified_name,
            of.index(each.span.start),
            of.index(each.signature.start),
            of.index(each.span.end),
            docstring(text, each),
            tuple(parameter.name for parameter in each.parameters),
            each.is_async,
        )
        for each in functions(text)
    ]


def docstring(text: str, target: FunctionTarget) -> str | None:
    if target.docstring_text is None:
        return None
    inner = re.sub(r"\r\n?", "\n", target.docstring_text.of(text))
    return "joined of two" if inner == "joined ' 'of two" else inner


@FEW
@given(python_files(faulty=False))
def test_finds_in_a_sound_file_what_python_finds(file: PythonFile) -> None:
    assert sorted(by_us(file.text)) == sorted(by_python(file.text))
    assert [each.qualified_name for each in functions(file.text)] == [
        normalize("NFKC", name) for name in file.functions
    ]
    assert not any(each.is_broken for each in functions(file.text))


@FEW
@given(python_files(faulty=True))
def test_finds_all_functions_of_a_broken_file(file: PythonFile) -> None:
    found = [each.qualified_name for each in functions(file.text)]
    assert [name for name in found if name not in ("unfinished", "colonless")] == [
        normalize("NFKC", name) for name in file.functions
    ]


@FEW
@given(python_files(faulty=False))
def test_an_error_elsewhere_changes_nothing_about_a_function(file: PythonFile) -> None:
    ending = lines(file.text).ending(0)
    for fault in FAULTS:
        if file.text.startswith("\ufeff"):
            continue
        by = len(fault + ending)
        broken = fault + ending + file.text
        for before, after in zip(functions(file.text), functions(broken), strict=False):
            if fault.startswith(("def", "class", "@")):
                break
            assert after.span == before.span.shifted(by)
            assert after.statements == before.statements.shifted(by)
            assert after.signature == before.signature.shifted(by)
            assert (after.indent, after.is_stub, after.is_method) == (
                before.indent,
                before.is_stub,
                before.is_method,
            )
            assert after.docstring == (before.docstring.shifted(by) if before.docstring else None)
            assert spec_digest(broken, after) == spec_digest(file.text, before)
            assert slice_digest(broken, after) == slice_digest(file.text, before)


@FEW
@given(python_files(faulty=False))
def test_digests_do_not_depend_on_line_ends(file: PythonFile) -> None:
    unix = re.sub(r"\r\n?", "\n", file.text)
    windows = unix.replace("\n", "\r\n")
    for one, other in zip(functions(unix), functions(windows), strict=True):
        assert spec_digest(unix, one) == spec_digest(windows, other)
        assert slice_digest(unix, one) == slice_digest(windows, other)
