"""The change of a file as a unified diff that `patch` and `git apply` take."""

import difflib

from ansatz.cli.source_file import SourceFile, lines_of

_NO_NEWLINE = "\\ No newline at end of file\n"


def unified(source: SourceFile, text: str) -> str:
    """What turns the file into `text`; empty where nothing changes."""
    name = source.shown.replace("\\", "/").lstrip("/")
    diff = difflib.unified_diff(lines_of(source.text), lines_of(text), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in diff)
