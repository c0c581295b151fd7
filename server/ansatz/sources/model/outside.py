"""What code may not do that nobody asked for: start programs, open files or connections, run text.

Candidates run only in the sandbox, but what is offered will run in the user's own process. Code from a
model that reaches outside of a computation is therefore no candidate, whatever it returns, unless the
user's file already uses the module in question.
"""

import ast
from collections.abc import Iterator
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MODULES: Final = _words(
    """os sys subprocess shutil socket ssl http urllib ftplib smtplib poplib imaplib telnetlib requests httpx
    aiohttp ctypes cffi multiprocessing threading asyncio concurrent signal pty fcntl resource importlib imp
    runpy pickle shelve marshal dill joblib cloudpickle tempfile pathlib glob builtins code codeop gc inspect
    webbrowser platform pip setuptools site winreg mmap sqlite3 paramiko atexit faulthandler tracemalloc
    antigravity ansatz ansatz_sandbox litellm"""
)
_CALLS: Final = _words(
    "eval exec compile open input __import__ breakpoint globals locals vars exit quit delattr setattr"
)
_ATTRIBUTES: Final = _words(
    """system popen tofile fromfile save savez savez_compressed savetxt loadtxt genfromtxt load memmap
    ctypeslib f2py distutils to_csv to_pickle to_sql to_hdf to_parquet read_csv read_pickle savemat loadmat
    _globals eval"""
)


def reaches_outside(tree: ast.AST, allowed: frozenset[str] = frozenset()) -> str | None:
    """What it reaches for, in words; None where it only computes."""
    return next(_found(tree, allowed), None)


def modules_used(text: str) -> frozenset[str]:
    """The top-level modules that a file imports; none where it does not parse."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    return frozenset(name for node in ast.walk(tree) for name in _imported(node))


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module.split(".")[0]] if node.module and not node.level else []
    return []


def _found(tree: ast.AST, allowed: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        for module in _imported(node):
            if module in _MODULES and module not in allowed:
                yield f"it imports `{module}`"
        match node:
            case ast.ImportFrom(level=level) if level:
                yield "it imports from the package that it would stand in"
            case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
                yield f"it calls `{name}`"
            case ast.Attribute(attr=name) if name in _ATTRIBUTES:
                yield f"it uses `.{name}`"
            case ast.Attribute(attr=name) | ast.Name(id=name) if name.startswith("__") and name.endswith(
                "__"
            ):
                yield f"it uses `{name}`"
            case ast.Global() | ast.Nonlocal():
                if isinstance(node, ast.Global):
                    yield "it changes names of its module"
            case _:
                pass
