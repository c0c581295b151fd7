"""What names of the user's module mean, as jedi infers it without running anything."""

import ast
from dataclasses import dataclass
from typing import Protocol, cast

import jedi
from jedi.api.environment import InterpreterEnvironment


class _Name(Protocol):
    """What is used of jedi's names, whose types are not declared."""

    name: str
    type: str

    def get_line_code(self) -> str: ...


@dataclass(frozen=True, slots=True)
class ModuleNames:
    """`imported`: name to full dotted origin. `values`: names bound to a literal number."""

    imported: dict[str, str]
    values: dict[str, float]


def module_names(text: str) -> ModuleNames:
    """Module-level names that a spec may refer to; tolerant of text that does not parse."""
    imported: dict[str, str] = {}
    values: dict[str, float] = {}
    # The environment is this process: no interpreter is started to infer names.
    script = jedi.Script(text, environment=InterpreterEnvironment())
    found = cast("list[_Name]", script.get_names(all_scopes=False, definitions=True))
    for name in found:
        line = name.get_line_code()
        if name.type == "statement":
            value = _literal(line, name.name)
            if value is not None:
                values[name.name] = value
        elif origin := _import_origin(line, name.name):
            imported[name.name] = origin
    for line in text.splitlines():
        # jedi follows an import to what it binds, and leaves out those it cannot find.
        for name, origin in _imports(line):
            imported.setdefault(name, origin)
    return ModuleNames(imported, values)


def _imports(line: str) -> list[tuple[str, str]]:
    if not line.startswith(("import ", "from ")):
        return []
    try:
        (statement,) = ast.parse(line.strip()).body
    except (SyntaxError, ValueError):
        return []
    match statement:
        case ast.Import(names=names):
            return [
                (a.asname or a.name.split(".")[0], a.name if a.asname else a.name.split(".")[0])
                for a in names
            ]
        case ast.ImportFrom(module=str(module), names=names, level=0):
            return [(a.asname or a.name, f"{module}.{a.name}") for a in names]
        case _:
            return []


def _import_origin(line: str, name: str) -> str | None:
    return dict(_imports(line.strip())).get(name)


def _literal(line: str, name: str) -> float | None:
    try:
        (statement,) = ast.parse(line.strip()).body
    except (SyntaxError, ValueError):
        return None
    match statement:
        case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
            pass
        case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if target == name:
            pass
        case _:
            return None
    try:
        number = ast.literal_eval(value)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None
    return float(number) if isinstance(number, int | float) and not isinstance(number, bool) else None
