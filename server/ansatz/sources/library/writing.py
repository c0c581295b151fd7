"""Writes the body of a function: imports as the module has them, named intermediates, keyword options."""

import ast
import re
from collections.abc import Mapping
from typing import Final

_USUAL: Final = {"numpy": ("import numpy as np", "np"), "networkx": ("import networkx as nx", "nx"),
                 "pandas": ("import pandas as pd", "pd")}  # fmt: skip


class Writer:
    """Collects statements and the imports that they need."""

    def __init__(self, imported: Mapping[str, str], taken: frozenset[str]) -> None:
        self._imported = imported
        self._taken = set(taken)
        self.lines: list[str] = []
        self.imports: list[str] = []

    def fresh(self, wish: str) -> str:
        """A name that nothing else has."""
        name, number = wish, 2
        while name in self._taken:
            name, number = f"{wish}{number}", number + 1
        self._taken.add(name)
        return name

    def let(self, wish: str, expression: str) -> str:
        """`wish = expression`; returns the name that it got."""
        name = self.fresh(wish)
        self.lines.append(f"{name} = {expression}")
        return name

    def add(self, line: str) -> int:
        """A statement; returns its line, from 1."""
        self.lines.append(line)
        return len(self.lines)

    def ref(self, path: str) -> str:
        """How code names a public object, through an import that the module has or a new one."""
        usable = {o: n for n, o in self._imported.items() if n not in self._parameters}
        parts = path.split(".")
        for cut in range(len(parts), 0, -1):
            name = usable.get(".".join(parts[:cut]))
            if name is not None and (cut > 1 or len(parts) == 2 or parts[0] in {"numpy", "networkx"}):
                self._need(".".join(parts[:cut]), name)
                return ".".join([name, *parts[cut:]])
        return self._new(parts)

    @property
    def _parameters(self) -> frozenset[str]:
        return frozenset(self._taken)

    def _need(self, origin: str, name: str) -> None:
        """The import line of what the module has already, so that it is kept."""
        head, _, last = origin.rpartition(".")
        if not head:
            self._import(f"import {origin}" + (f" as {name}" if name != origin else ""))
        else:
            self._import(f"from {head} import {last}" + (f" as {name}" if name != last else ""))

    def _new(self, parts: list[str]) -> str:
        package = parts[0]
        if package in _USUAL and len(parts) <= 3:
            line, name = _USUAL[package]
            if name not in self._taken:
                self._import(line)
                return ".".join([name, *parts[1:]])
        if package == "scipy" and len(parts) > 2 and parts[-2] not in self._taken:
            self._import(f"from {'.'.join(parts[:-2])} import {parts[-2]}")
            return f"{parts[-2]}.{parts[-1]}"
        if parts[-1] not in self._taken:
            self._import(f"from {'.'.join(parts[:-1])} import {parts[-1]}")
            return parts[-1]
        alias = self.fresh(f"{parts[-2]}_{parts[-1]}")
        self._import(f"from {'.'.join(parts[:-1])} import {parts[-1]} as {alias}")
        return alias

    def _import(self, line: str) -> None:
        if line not in self.imports:
            self.imports.append(line)


def atom(expression: str) -> str:
    """The expression, in brackets where it is a sum, product or comparison."""
    try:
        node = ast.parse(expression, mode="eval").body
    except SyntaxError:
        return expression
    simple = isinstance(
        node, ast.Name | ast.Attribute | ast.Call | ast.Subscript | ast.Constant | ast.List | ast.Tuple
    )
    return expression if simple else f"({expression})"


def quoted(text: str) -> str:
    """A string literal in double quotes."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'
