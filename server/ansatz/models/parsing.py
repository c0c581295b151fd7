"""Reads the JSON value in a model's answer, which may be wrapped in prose, fences or thoughts."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

_THOUGHTS: Final = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.S)
_FENCED: Final = re.compile(r"```[\w+-]*[ \t]*\n(.*?)(?:\n[ \t]*```|\Z)", re.S)
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}]', re.S)
_SPARE: Final = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[]}])', re.S)
_STARTS: Final = 20
"""How many opening brackets are tried at most: prose before the value may hold some."""


def json_in(text: str) -> Any:
    """The first JSON object or array in `text`. Raises ValueError that says what is wrong."""
    problem = ValueError("there is no JSON object in the answer")
    is_first = True
    for candidate in _candidates(_THOUGHTS.sub("", text)):
        for form in (candidate, _SPARE.sub(lambda found: found[1] or "", candidate)):
            try:
                value = json.loads(form, strict=False, parse_constant=_no_number)
            except RecursionError:
                raise ValueError("the JSON is nested too deeply") from None
            except ValueError as error:
                if is_first:
                    problem = ValueError(f"it is not valid JSON: {error}")
                    is_first = False
                continue
            if isinstance(value, dict | list):
                return value  # pyright: ignore[reportUnknownVariableType]
    raise problem


def _candidates(text: str) -> Iterator[str]:
    stripped = text.strip()
    if stripped[:1] in ("{", "["):
        yield stripped
    for fenced in _FENCED.finditer(text):
        if fenced[1].strip()[:1] in ("{", "["):
            yield fenced[1].strip()
    yield from _balanced(text)


def _balanced(text: str) -> Iterator[str]:
    """Stretches from an opening bracket to the one that closes it."""
    start = 0
    for _ in range(_STARTS):
        opening = re.compile(r"[{[]").search(text, start)
        if opening is None:
            return
        end = _end_of(text, opening.start())
        if end is not None:
            yield text[opening.start() : end]
        start = opening.end() if end is None else end


def _end_of(text: str, start: int) -> int | None:
    depth = 0
    for token in _TOKEN.finditer(text, start):
        if token[0] in "{[":
            depth += 1
        elif token[0] in "}]":
            depth -= 1
            if depth == 0:
                return token.end()
    return None


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not a JSON value")
