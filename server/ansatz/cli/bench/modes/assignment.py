"""One function to be written, as every mode gets it: what is asked, and what is there already."""

import ast
import textwrap
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot
from ansatz.sources.model.context import consolidated
from ansatz.targets import functions

_STUB: Final = "    raise NotImplementedError\n"
_NO_IMPORTS: Final = "Use only what the file imports already: add no import."
_IN_PLACE: Final = "in_place_of_a_class"


@dataclass(frozen=True)
class Assignment:
    """A function to be written below code that is there.

    `group` is the problem that it belongs to: nothing of that problem's solution may be shown. `wanted`
    says what is to be done beyond what `header`, signature and docstring, says. `above` is the code before
    it, of earlier steps or of the file, without the imports in `dependencies`.
    """

    id: str
    group: str
    wanted: str
    header: str
    entry: str
    dependencies: str = ""
    above: str = ""
    overall: str = ""
    returns: str = ""

    @property
    def task(self) -> str:
        """What is asked, as a prompt shows it."""
        parts = [self.overall and f"The whole problem:\n{self.overall}", self.wanted]
        parts.append(f"The function:\n\n```python\n{self.header}\n{self.returns}\n```")
        return "\n\n".join(part for part in parts if part).replace("</task>", "< /task>")

    @property
    def code_above(self) -> str:
        """All code that is there, as a prompt shows it."""
        return f"The code so far:\n\n```python\n{self.above.strip()}\n```" if self.above.strip() else ""

    @cached_property
    def snapshot(self) -> DocumentSnapshot:
        """A file with the code that is there, and below it the function as a stub with all of its task."""
        # The other modes are told so, too: code counts without imports of its own.
        wanted = f"{self.wanted}\n\n{_NO_IMPORTS}" if self.dependencies.strip() else self.wanted
        stub = _stub(self.header, wanted)
        parts = (self.dependencies.strip(), self.above.strip(), stub)
        return DocumentSnapshot("untitled:task.py", "\n\n\n".join(part for part in parts if part), 1)

    @property
    def target(self) -> FunctionTarget | None:
        """The stub in the snapshot; None where what is asked for is no function."""
        named = [each for each in functions(self.snapshot.text) if each.qualified_name == self.entry]
        return named[-1] if named else None

    @property
    def summary_above(self) -> str:
        """Signatures and one-line summaries of the functions above: the consolidated context window."""
        target = self.target
        if target is not None:
            return consolidated(self.snapshot.text, target)
        # A class: a function in its place sees the same.
        text = f"{self.above}\n\n\ndef {_IN_PLACE}():\n{_STUB}"
        return consolidated(text, next(each for each in functions(text) if each.name == _IN_PLACE))


def _stub(header: str, wanted: str) -> str:
    """The header with the task in its docstring, before what is there."""
    try:
        tree = ast.parse(f"{header}\n{_STUB}")
        node = tree.body[-1]
        assert isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        written = ast.get_docstring(node, clean=True) or ""
        first = header.split("\n")[: node.body[0].lineno - 1]
    except (SyntaxError, ValueError, AssertionError):
        return f"{header}\n{_STUB}"
    head = "\n".join(first)
    if not head.strip():
        return f"{header}\n{_STUB}"
    text = "\n\n".join(part for part in (wanted.strip(), written.strip()) if part)
    docstring = textwrap.indent(text.replace('"""', "'''"), "    ")
    # Raw, as equations are full of backslashes; one at the end would take the quotes with it.
    return f'{head}\n    r"""\n{docstring}\n    """\n{_STUB}'
