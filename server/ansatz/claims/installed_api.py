"""The installed-API claim: what the candidate imports and calls exists in the user's environment."""

import ast

from ansatz_sandbox import Call, Job, Limits, Outcome, Returned

from ..core.evidence import Inconclusive, Refuted, Supported, Verdict, Witness

_PROBE = """
import importlib


def missing(names):
    absent = []
    for name in names:
        parts = name.split(".")
        for cut in range(len(parts), 0, -1):
            try:
                found = importlib.import_module(".".join(parts[:cut]))
            except ImportError:
                continue
            break
        else:
            absent.append(name)
            continue
        for part in parts[cut:]:
            if not hasattr(found, part):
                absent.append(name)
                break
            found = getattr(found, part)
    return absent
"""


def used_names(module: str) -> dict[str, int]:
    """Dotted names that the module takes from its imports, with the line of first use."""
    try:
        tree = ast.parse(module)
    except (SyntaxError, ValueError):
        return {}
    aliases: dict[str, str] = {}
    names: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                aliases[alias.asname or alias.name.split(".")[0]] = (
                    alias.name if alias.asname else alias.name.split(".")[0]
                )
                names.setdefault(alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                if alias.name != "*":
                    aliases[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                    names.setdefault(f"{node.module}.{alias.name}", node.lineno)
    for node in ast.walk(tree):
        dotted = _dotted(node)
        if dotted is not None and dotted[0] in aliases:
            names.setdefault(".".join([aliases[dotted[0]], *dotted[1:]]), getattr(node, "lineno", 0))
    return names


def _dotted(node: ast.AST) -> list[str] | None:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return [node.id, *reversed(parts)] if isinstance(node, ast.Name) and parts else None


def probe_job(names: dict[str, int], limits: Limits) -> Job:
    """Looks the names up in the user's own interpreter, inside the sandbox."""
    return Job(_PROBE, "missing", (Call((sorted(names),)),), limits)


def check_installed(names: dict[str, int], outcome: Outcome) -> Verdict:
    """Every name was found."""
    result = outcome.results[0] if outcome.results else None
    if not isinstance(result, Returned) or not isinstance(result.value, list):
        return Inconclusive("the installed packages could not be asked")
    absent = [str(name) for name in result.value]
    if not absent:
        return Supported(len(names))
    first = absent[0]
    return Refuted(
        Witness((), f"`{first}` to exist", "it is not there in the installed version", names.get(first))
    )
