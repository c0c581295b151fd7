"""The guest runs under the user's interpreter: old grammar, standard library only, nothing of Ansatz."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import ansatz_sandbox

PACKAGE = Path(ansatz_sandbox.__file__).parent
SHARED = sorted([*PACKAGE.glob("guest/*.py"), *PACKAGE.glob("wire/*.py")])
ALL = sorted(PACKAGE.rglob("*.py"))


def imports(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.name)
def test_python_3_9_and_the_standard_library_only(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"), feature_version=(3, 9))
    assert imports(tree) - {"numpy"} <= sys.stdlib_module_names
    assert "numpy" not in imports(
        ast.Module([node for node in tree.body if not isinstance(node, ast.If)], []).body[0]
    )
    top = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert all("numpy" not in imports(node) for node in top)


@pytest.mark.parametrize("path", ALL, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_of_ansatz_is_imported(path: Path) -> None:
    assert "ansatz" not in imports(ast.parse(path.read_text("utf-8")))
