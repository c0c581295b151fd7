"""What a model is told of a task: the stub as written, what stands around it, and examples."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from ansatz.core.exemplar import Exemplar
from ansatz.core.spec import Spec
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot

from .outside import modules_used

_TASK_CHARACTERS: Final = 24_000
INSTALLED: Final = "Python's standard library, NumPy, SciPy, and what the user's file imports"


@dataclass(frozen=True, slots=True)
class Task:
    """One function to write, with all that prompts say of it."""

    snapshot: DocumentSnapshot
    target: FunctionTarget
    spec: Spec
    exemplars: tuple[Exemplar, ...] = ()
    context: str = ""
    """What the model sees of other functions."""
    with_rationales: bool = True

    @property
    def name(self) -> str:
        """The function's own name."""
        return self.target.name

    @property
    def arguments(self) -> tuple[str, ...]:
        """All names of its signature, in order."""
        return tuple(each.name for each in self.target.parameters)

    @property
    def allowed(self) -> frozenset[str]:
        """Modules that the user's file uses already."""
        return modules_used(self.snapshot.text)

    @property
    def files(self) -> tuple[str, ...]:
        """The user's files that the prompt quotes."""
        parts = urlsplit(self.snapshot.uri)
        own = unquote(parts.path) if parts.scheme in ("file", "") else self.snapshot.uri
        return tuple(dict.fromkeys((own, *(each.file for each in self.exemplars if each.file))))

    @property
    def shown(self) -> str:
        """Signature and docstring, as they stand in the file."""
        text, target = self.snapshot.text, self.target
        end = target.docstring.end if target.docstring else target.signature.end
        if target.spec_part is not None:
            return f"{target.signature.of(text)}\n\n{target.spec_part.of(text)}"[:_TASK_CHARACTERS]
        return _closed(f"{text[target.signature.start : end]}"[:_TASK_CHARACTERS])

    def examples(self) -> str:
        """The exemplars as they are shown: task, reasoning, code."""
        if not self.exemplars:
            return ""
        parts = [_example(each, self.with_rationales) for each in self.exemplars]
        return "Verified examples of the same field. Learn from how they go about it.\n\n" + "\n\n".join(
            parts
        )


def task_of(
    snapshot: DocumentSnapshot,
    target: FunctionTarget,
    spec: Spec,
    exemplars: tuple[Exemplar, ...] = (),
    context: str = "",
    *,
    with_rationales: bool = True,
) -> Task:
    """The task of writing `target`."""
    return Task(snapshot, target, spec, exemplars, context, with_rationales)


def _example(exemplar: Exemplar, with_rationale: bool) -> str:
    rationale = ""
    if with_rationale and exemplar.rationale:
        rationale = f"\nReasoning:\n{exemplar.rationale}\n"
        if exemplar.pseudocode:
            rationale += f"\nAlgorithm:\n{exemplar.pseudocode}\n"
    code = f"```python\n{exemplar.code.strip()}\n```"
    return f"<example>\n{exemplar.name}\n{rationale}\n{code}\n</example>"


def _closed(text: str) -> str:
    """The task can't end its own element."""
    return text.replace("</task>", "< /task>")
