"""Text from files and records as Markdown that shows it as it is."""

import re

_CODE_SPAN = re.compile(r"(`[^`]+`)")
# An underscore inside a word (`k_B`) is a letter to Markdown; escaped, some editors show the escape.
_MARKUP = re.compile(r"([\\`*\[\]<|~]|(?<!\w)_|_(?!\w))")
_ESCAPE = re.compile(r"\\([\\`*\[\]<|~_])")


def unescaped(markdown: str) -> str:
    """The same for who can't show Markdown: it reads well enough without its escapes."""
    return _ESCAPE.sub(r"\1", markdown)


def plain(text: str) -> str:
    """Text that Markdown leaves alone, on one line; but what stands between backticks is code."""
    parts = _CODE_SPAN.split(" ".join(text.split()))
    return "".join(code(part[1:-1]) if number % 2 else _escaped(part) for number, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text)


def code(text: str) -> str:
    """A code span, on one line, that may stand in a table."""
    content = " ".join(text.split()).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall("`+", content)), default=0) + 1)
    pad = " " if content.startswith("`") or content.endswith("`") else ""
    return f"{fence}{pad}{content}{pad}{fence}"


def block(text: str) -> str:
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence}\n{text.strip()}\n{fence}"
