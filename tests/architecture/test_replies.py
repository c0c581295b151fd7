"""What a model says becomes candidate text, a plan or a claim: the code that reads it can do nothing else."""

import ast
from pathlib import Path

import pytest

import ansatz

ROOT = Path(ansatz.__file__).parent
READERS = sorted(
    [
        *(ROOT / "sources" / "model").glob("*.py"),
        *(ROOT / "claims" / "proposed").glob("*.py"),
        *(ROOT / "prompts").glob("*.py"),
        *(
            ROOT / "pipeline" / name
            for name in (
                "teaching.py",
                "stages.py",
                "debugging.py",
                "explaining.py",
                "differing.py",
                "run.py",
            )
        ),
    ]
)
FORBIDDEN = {
    "os", "subprocess", "socket", "shutil", "tempfile", "pathlib", "ctypes", "pickle", "urllib", "http",
    "requests", "httpx", "importlib", "sqlite3", "multiprocessing", "runpy", "code", "signal",
}  # fmt: skip
ROOMS = {"engine", "cli", "lsp", "models", "ide"}
CALLS = {"open", "eval", "exec", "compile", "__import__", "setattr", "globals"}


def imports_of(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


def test_there_are_such_files():
    assert len(READERS) >= 15


@pytest.mark.parametrize("path", READERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_reads_replies_reaches_no_file_process_connection_setting_or_command(path: Path):
    tree = ast.parse(path.read_text("utf-8"))
    for name in imports_of(tree):
        parts = [part for part in name.split(".") if part]
        if path.parent.name == "prompts" and name in ("importlib", "importlib.resources"):
            continue  # the prompts' own files, by names that are in the code
        if path.name == "task.py" and name == "urllib.parse":
            continue  # takes an address apart and opens none
        assert not parts or parts[0] not in FORBIDDEN, f"{path.name} imports {name}"
        assert not (set(parts[:2]) & ROOMS and (name.startswith(".") or parts[0] == "ansatz")), name
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not (called & CALLS), f"{path.name} calls {called & CALLS}"


def test_a_prompts_name_never_comes_from_a_reply():
    for path in READERS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "filled":
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno}"
