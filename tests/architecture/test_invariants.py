"""The invariants of ARCHITECTURE.md that a reading of the source can enforce."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = ROOT / "server"
SANDBOX = ROOT / "sandbox"
GUEST = ("ansatz_sandbox/guest/", "ansatz_sandbox/wire/")
"""What runs inside the sandbox, in the user's interpreter."""

MAY_START_PROCESSES = {
    "ansatz/lsp/engine_process.py",  # the engine
    "ansatz/cli/bench/lsp_client.py",  # the servers that are measured
    "ansatz/cli/bench/corpus/workers.py",  # its own command, for a share of the work
    "ansatz/cli/bench/result.py",  # git, for the commit of a result
    "ansatz/cli/bench/sandbox/ways.py",  # the peers of the sandbox, which run our own text
    "ansatz_sandbox/host/process.py",  # bubblewrap
    "ansatz_sandbox/host/conformance/bystander.py",  # the interpreter itself, to be left alone by jobs
    "ansatz_sandbox/guest/supervise.py",  # a job's process, inside
}
MAY_CATCH_EVERYTHING = {
    "ansatz/cli/main.py",  # a defect becomes an exit code
    "ansatz/lsp/guard.py",  # every request is answered exactly once
    "ansatz/engine/child.py",  # a defect becomes the answer to its request
    "ansatz/engine/service.py",  # a defect becomes the outcome of its function
    "ansatz/library/collector.py",  # runs in the sandbox: what packages do when imported is theirs
}
MAY_RUN_CODE = {"ansatz_sandbox/guest/child.py"}

RUNS_CODE = {"eval", "exec", "compile", "__import__"}
EVALUATES_INSIDE = {"sympify", "parse_expr", "parse_latex", "lambdify", "latex2sympy"}
UNPICKLES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "marshal"}
STARTS_PROCESSES = {
    ("asyncio", "create_subprocess_exec"),
    ("asyncio", "create_subprocess_shell"),
    ("os", "system"),
    ("os", "popen"),
    ("os", "fork"),
    ("os", "forkpty"),
    ("pty", "fork"),
    ("pty", "spawn"),
}
STARTING_MODULES = {"subprocess", "multiprocessing", "pty"}
STARTING_PREFIXES = ("exec", "spawn", "posix_spawn")


@cache
def sources() -> dict[str, ast.Module]:
    """Every module that is shipped, by its path below `server/` or `sandbox/`."""
    files = [(root, file) for root in (SERVER, SANDBOX) for file in sorted(root.rglob("*.py"))]
    return {file.relative_to(root).as_posix(): ast.parse(file.read_text("utf-8")) for root, file in files}


def imports(tree: ast.AST) -> Iterator[tuple[ast.stmt, str]]:
    """Every absolute import with the full name of the module that it names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module is not None:
            yield node, node.module


def attributes(tree: ast.AST) -> Iterator[tuple[ast.AST, str, str]]:
    """Every `module.name`, also where it was imported by `from module import name`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node, node.value.id, node.attr
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield from ((node, node.module, alias.name) for alias in node.names)


def at(path: str, node: ast.AST) -> str:
    return f"{path}:{getattr(node, 'lineno', 0)}"


def test_there_is_something_to_check():
    assert {"ansatz/core/claim.py", "ansatz_sandbox/guest/child.py"} <= sources().keys()
    named = MAY_START_PROCESSES | MAY_CATCH_EVERYTHING | MAY_RUN_CODE
    assert named <= sources().keys(), "a file with a permission is gone: take the permission away"


def test_only_settings_reads_the_environment():
    readers = {"environ", "environb", "getenv", "getenvb", "expandvars"}
    found = [
        at(path, node)
        for path, tree in sources().items()
        for node, module, name in attributes(tree)
        if module in ("os", "os.path", "posixpath") and name in readers
        if path != "ansatz/engine/settings.py" and not path.startswith(GUEST)
    ]
    assert found == []


def test_library_code_never_prints():
    found = [
        at(path, node)
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "input")
    ]
    assert found == []


def test_standard_output_is_written_by_the_command_line_and_the_two_ends_of_a_pipe():
    found = {
        path
        for path, tree in sources().items()
        for _, module, name in attributes(tree)
        if (module, name) == ("sys", "stdout") and not path.startswith(("ansatz/cli/", *GUEST))
    }
    # Both only take it away from whoever might print.
    assert found <= {"ansatz/lsp/server.py", "ansatz/engine/child.py"}


def test_no_text_is_ever_run_outside_the_sandbox():
    found: list[str] = []
    for path, tree in sources().items():
        if path in MAY_RUN_CODE:
            continue
        for node in ast.walk(tree):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id in RUNS_CODE | EVALUATES_INSIDE:
                found.append(at(path, node))
            if isinstance(called, ast.Attribute) and called.attr in EVALUATES_INSIDE:
                found.append(at(path, node))
        found += [at(path, node) for node, _, name in attributes(tree) if name in EVALUATES_INSIDE]
        found += [
            at(path, node) for node, name in imports(tree) if name.split(".")[0] in UNPICKLES | {"code"}
        ]
    assert found == []


def test_text_is_never_handed_to_sympy_s_own_readers():
    """`S` evaluates text, `symbols` and `var` expand it; `Symbol` takes a name as it is."""
    readers = {"S", "symbols", "var"}
    found = [
        at(path, node)
        for path, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("sympy", "sp")
        and node.func.attr in readers
    ]
    found += [
        at(path, node)
        for path, tree in sources().items()
        for node, module, name in attributes(tree)
        if isinstance(node, ast.ImportFrom) and module == "sympy" and name in readers
    ]
    assert found == []


def test_patterns_mean_the_same_on_every_python_3_11():
    """Possessive quantifiers and atomic groups go wrong inside groups before Python 3.11.5."""
    found: list[str] = []
    for path, tree in sources().items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args):
                continue
            pattern = node.args[0]
            text = str(pattern.value) if isinstance(pattern, ast.Constant) else ""
            if re.search(r"(?<!\\)(?:[*+?]\+|\(\?>)", re.sub(r"\\.", "x", re.sub(r"\[[^]]*\]", "x", text))):
                found.append(at(path, node))
    assert found == []


def test_processes_are_started_in_few_named_places():
    found: set[str] = set()
    for path, tree in sources().items():
        for _, module, name in attributes(tree):
            is_os = module == "os" and name.startswith(STARTING_PREFIXES)
            if (module, name) in STARTS_PROCESSES or is_os:
                found.add(path)
        for _, name in imports(tree):
            if name.split(".")[0] in STARTING_MODULES:
                found.add(path)
    assert found <= MAY_START_PROCESSES


def test_few_places_catch_everything():
    found: list[str] = []
    for path, tree in sources().items():
        if path in MAY_CATCH_EVERYTHING or path.startswith(GUEST):
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.ExceptHandler):
                continue
            kind = node.type
            is_broad = kind is None or (
                isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException")
            )
            # Cleaning up and raising again hides nothing.
            if is_broad and not isinstance(node.body[-1], ast.Raise):
                found.append(at(path, node))
    assert found == []


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("pygls", ("ansatz/lsp/",)),
        ("lsprotocol", ("ansatz/lsp/",)),
        ("litellm", ("ansatz/models/",)),
        ("typer", ("ansatz/cli/",)),
        ("rich", ("ansatz/cli/",)),
        ("ansatz", ("ansatz/",)),
    ],
)
def test_a_package_is_met_in_its_own_room_only(package: str, rooms: tuple[str, ...]):
    found = [
        at(path, node)
        for path, tree in sources().items()
        for node, name in imports(tree)
        if name.split(".")[0] == package and not path.startswith(rooms)
    ]
    assert found == []


def test_the_guest_needs_nothing_but_python_3_9():
    found: list[str] = []
    for path, tree in sources().items():
        if not path.startswith(GUEST):
            continue
        ast.parse((SANDBOX / path).read_text("utf-8"), feature_version=(3, 9))
        at_import = {id(node) for node in executed_at_import(tree)}
        for node, name in imports(tree):
            package = name.split(".")[0]
            is_late_numpy = package == "numpy" and id(node) not in at_import
            if package not in sys.stdlib_module_names and not is_late_numpy:
                found.append(f"{at(path, node)} {name}")
    assert found == []


def executed_at_import(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements that run when the module is imported, down to conditions and class bodies."""
    pending: list[ast.stmt] = list(tree.body)
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, ast.If) and is_for_checkers(node.test):
            continue
        for field in ("body", "orelse", "finalbody"):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                pending += getattr(node, field, [])
        for handler in getattr(node, "handlers", []):
            pending += handler.body


def is_for_checkers(test: ast.expr) -> bool:
    """`if TYPE_CHECKING:` and `if __name__ == "__main__":`, neither of which is true of an import."""
    if isinstance(test, ast.Compare):
        return isinstance(test.left, ast.Name) and test.left.id == "__name__"
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def test_a_module_only_defines():
    """No call for its effect, no loop, no `with`: what a module does, somebody asked for."""
    acting = (ast.For, ast.While, ast.With, ast.Delete, ast.Raise)
    found: list[str] = []
    for path, tree in sources().items():
        if path.endswith("__main__.py"):
            continue
        for node in executed_at_import(tree):
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            if isinstance(node, acting) or (isinstance(node, ast.Expr) and not is_text):
                found.append(at(path, node))
    assert found == []


WATCHER = """
import importlib, os, sys, threading

acts = []
def watch(event, arguments):
    if event in ("subprocess.Popen", "socket.connect", "socket.bind", "os.mkdir", "os.remove", "os.fork"):
        acts.append((event, str(arguments[:2])))
    elif event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        acts.append((event, str(arguments[:2])))
sys.addaudithook(watch)
for name in sys.argv[1:]:
    before = set(sys.modules)
    importlib.import_module(name)
assert not acts, acts
assert threading.active_count() == 1, threading.enumerate()
"""


def test_importing_everything_does_nothing():
    names = sorted(
        path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in sources()
        if not path.endswith("__main__.py")
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHER, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_the_layers():
    """The contracts in pyproject.toml: which room may import which."""
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
