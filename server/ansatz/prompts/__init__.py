"""The prompts, one Markdown file each, filled in with what a task needs.

A file begins with a line `version: N`; `# system` and `# user` head its messages, and `{{part}}` is
replaced. Replacing is done once, so that a part's own text stays as it is whatever it says.
"""

import re
from functools import cache
from importlib import resources
from typing import Final, Literal, NamedTuple, cast

from ansatz.core.model import Message, Prompt

_HEAD: Final = re.compile(r"^# (system|user)\n", re.M)
_PART: Final = re.compile(r"\{\{(\w+)\}\}")


class Template(NamedTuple):
    """A prompt's file: its version, and its messages with the parts open."""

    version: int
    messages: tuple[Message, ...]


def filled(name: str, /, *, files: tuple[str, ...] | None = None, **parts: str) -> Prompt:
    """The prompt `name` with every part in its place. Raises KeyError where a part is missing."""
    template = template_of(name)
    messages = tuple(
        Message(each.role, re.sub(r"\n{3,}", "\n\n", _PART.sub(lambda found: parts[found[1]], each.text)))
        for each in template.messages
    )
    return Prompt(name, template.version, messages, files)


@cache
def template_of(name: str) -> Template:
    """The prompt's file, read once. Raises FileNotFoundError, ValueError."""
    text = (resources.files(__name__) / f"{name}.md").read_text("utf-8")
    first, _, rest = text.partition("\n")
    label, _, number = first.partition(":")
    pieces = _HEAD.split(rest)
    if label != "version" or pieces[0].strip() or len(pieces) < 3:
        raise ValueError(f"the prompt {name} has no version, or text outside of its messages")
    messages = tuple(
        Message(cast("Literal['system', 'user']", role), body.strip())
        for role, body in zip(pieces[1::2], pieces[2::2], strict=True)
    )
    return Template(int(number), messages)


def names() -> tuple[str, ...]:
    """All prompts that there are."""
    files = (each.name for each in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".md") for name in files if name.endswith(".md")))
