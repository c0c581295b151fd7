"""A change as a unified diff, for people to read and for `patch` to apply."""

import difflib


def unified_diff(old: str, new: str, name: str) -> str:
    """The difference of two texts; empty where there is none.

    Lines keep their own terminators, as `patch` expects; a missing one at the end of a text is
    pointed out the way `diff` does.
    """
    rows = list[str]()
    for row in difflib.unified_diff(_rows(old), _rows(new), f"a/{name}", f"b/{name}"):
        rows.append(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n")
    return "".join(rows)


def _rows(text: str) -> list[str]:
    # A lone carriage return ends no line for `patch`, so only line feeds do here.
    *rows, rest = text.split("\n")
    return [f"{row}\n" for row in rows] + ([rest] if rest else [])
