"""A Python file or a notebook as bytes and as a page, and the one way in which it is changed on disk."""

import os
import stat
import tempfile
import tokenize
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from ansatz.cli.pages import NotebookPage, Page, PlainPage
from ansatz.cli.unusable import Unusable
from ansatz.core.text import DocumentSnapshot
from ansatz.notebooks.ipynb import NotANotebook, parse


class NotWritten(Exception):
    """The file stays as it is, and why."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One reading of a file. `text` keeps its line ends; a byte-order mark is part of `encoding`."""

    shown: str
    path: Path
    raw: bytes
    encoding: str
    page: Page

    @property
    def text(self) -> str:
        """Its Python."""
        return self.page.text

    def snapshot(self, text: str | None = None) -> DocumentSnapshot:
        """The text as the service takes it, or another version of it."""
        return DocumentSnapshot(self.path.as_uri(), self.text if text is None else text)

    def patch(self, page: Page) -> str:
        """The difference between the file and another version of its page, named after the file."""
        return page.patch(self.page, self.shown.replace("\\", "/").lstrip("/"))

    def write(self, page: Page) -> None:
        """Puts `page` in the file's place, all of it or nothing, with the same encoding and mode.

        Raises `NotWritten` where the file is no longer what was read, or can't be written.
        """
        try:
            data = page.content().encode(self.encoding)
        except UnicodeEncodeError as error:
            raise NotWritten(
                f"{self.shown} is {self.encoding}, which has no {error.object[error.start]!r}: "
                "change its coding line to UTF-8 first."
            ) from error
        try:
            if self.path.read_bytes() != self.raw:
                raise NotWritten(f"{self.shown} was changed meanwhile, so it is left as it is.")
            _replace(self.path, data)
        except OSError as error:
            raise NotWritten(f"{self.shown} can't be written: {error.strerror or error}.") from error


def read_source(shown: str) -> SourceFile:
    """The file at a path as the user gave it; `Unusable` says why not."""
    # A symbolic link stays one: what it points at is what is read, and replaced.
    path = Path(shown).resolve()
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise Unusable(f"There is no file {shown}.") from None
    except IsADirectoryError:
        raise Unusable(f"{shown} is a folder: name a Python file in it.") from None
    except OSError as error:
        raise Unusable(f"{shown} can't be read: {error.strerror or error}.") from error
    if path.suffix.lower() == ".ipynb":
        return _notebook(shown, path, raw)
    encoding, text = _decoded(shown, raw)
    return SourceFile(shown, path, raw, encoding, PlainPage(text))


def _notebook(shown: str, path: Path, raw: bytes) -> SourceFile:
    encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        book = parse(raw.decode(encoding))
    except UnicodeDecodeError as error:
        raise Unusable(f"{shown} can't be read as a notebook: byte {error.start} is no UTF-8.") from error
    except NotANotebook as error:
        raise Unusable(f"{shown} can't be read as a notebook: {error}.") from error
    return SourceFile(shown, path, raw, encoding, NotebookPage(book, book.cells))


def _decoded(shown: str, raw: bytes) -> tuple[str, str]:
    """Encoding (PEP 263) and text, where encoding the text again gives the same bytes."""
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(raw).readline)
        text = raw.decode(encoding)
    except (SyntaxError, UnicodeDecodeError) as error:
        detail = f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else str(error.msg)
        raise Unusable(
            f"{shown} can't be decoded ({detail}): save it as UTF-8, or name its encoding in its first line "
            "as '# -*- coding: latin-1 -*-' does."
        ) from error
    if text.encode(encoding) != raw:
        raise Unusable(
            f"{shown} uses {encoding} in a way that can't be kept byte for byte: save it as UTF-8."
        )
    return encoding, text


def _replace(path: Path, data: bytes) -> None:
    before = path.stat()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if hasattr(os, "chown"):
            _keep_owner(temporary, before)
        temporary.chmod(stat.S_IMODE(before.st_mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _keep_owner(path: Path, before: os.stat_result) -> None:
    created = path.stat()
    if (created.st_uid, created.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.chown(path, before.st_uid, before.st_gid)
        except PermissionError:
            raise NotWritten(
                f"{path.parent} holds a file of another owner, whom a new one could not be given to."
            ) from None
