"""The exemplars that come with Ansatz, read from a Markdown file for each field.

Each is headed `# name`, and has its code in a fence, then `rationale:`, `pseudocode:` and `checks:` with a
fence of statements that hold of the code. They were written by hand for Ansatz; `regenerated:` names
a model that wrote code from rationale and pseudocode alone which behaves the same (`openai/bridge` is a
large language model behind an OpenAI-compatible endpoint of our own).
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, get_args

from ..core.exemplar import Domain, Exemplar
from .stubs import stub_of

_HEAD: Final = re.compile(r"^# (\w+)\n", re.M)
_PARTS: Final = re.compile(
    r"```python\n(?P<code>.*?)\n```\nrationale:\n(?P<rationale>.*?)\npseudocode:\n(?P<pseudocode>.*?)\n"
    r"checks:\n```python\n(?P<checks>.*?)\n```\n(?:regenerated: (?P<regenerated>.*)\n)?\s*\Z",
    re.S,
)
ORIGIN: Final = "written for Ansatz by hand"


@dataclass(frozen=True, slots=True)
class Checked:
    """An exemplar and the statements that are true of its code."""

    exemplar: Exemplar
    checks: str


@cache
def shipped() -> tuple[Checked, ...]:
    """All of them. Raises ValueError where a file is not as it must be."""
    found: list[Checked] = []
    for domain in get_args(Domain):
        text = (resources.files(__name__.rpartition(".")[0]) / f"{domain}.md").read_text("utf-8")
        pieces = _HEAD.split(text)
        found += [_read(domain, name, body) for name, body in zip(pieces[1::2], pieces[2::2], strict=True)]
    return tuple(found)


def _read(domain: Domain, name: str, body: str) -> Checked:
    parts = _PARTS.match(body)
    if parts is None:
        raise ValueError(f"the exemplar {domain}/{name} lacks a part, or has them in another order")
    code = parts["code"] + "\n"
    exemplar = Exemplar(
        name=f"{domain}/{name}",
        function=name,
        domain=domain,
        task=stub_of(code, name),
        code=code,
        rationale=parts["rationale"],
        pseudocode=parts["pseudocode"],
        explained_by="hand",
        regenerated_by=parts["regenerated"] or "",
        origin=ORIGIN,
    )
    return Checked(exemplar, parts["checks"] + "\n")
