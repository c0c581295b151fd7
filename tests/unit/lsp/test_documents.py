"""The server's text is the editor's, whatever is typed and however columns are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from ansatz.lsp import conversion, documents
from ansatz.targets.lines import Encoding

CHARACTERS = st.text("ab\n\r\té𝔘\x0c\u2028\x85", max_size=10)
SIZES: dict[Encoding, tuple[str, int]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}


def opened(text: str, language: str = "python", uri: str = "file:///a.py") -> documents.Document:
    return documents.opened(types.TextDocumentItem(uri, language, 1, text))


def position(text: str, offset: int, encoding: Encoding) -> types.Position:
    """Worked out from the protocol's own words, without the code under test."""
    before = text[:offset]
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    last = before[max(before.rfind("\n"), before.rfind("\r")) + 1 :]
    codec, size = SIZES[encoding]
    return types.Position(len(lines) - 1, len(last.encode(codec)) // size)


@given(st.data(), CHARACTERS, st.sampled_from(sorted(SIZES)))
def test_typing_anywhere(data: st.DataObject, text: str, encoding: Encoding) -> None:
    document = opened(text)
    for version in range(2, data.draw(st.integers(2, 5))):
        # Between the two halves of a line end there is no position.
        places = [i for i in range(len(text) + 1) if text[i - 1 : i + 1] != "\r\n" or i == 0]
        start, end = sorted(data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=2)))
        typed = data.draw(CHARACTERS)
        place = types.Range(position(text, start, encoding), position(text, end, encoding))
        change = types.TextDocumentContentChangePartial(range=place, text=typed)
        document = documents.changed(document, version, [change], encoding)
        text = text[:start] + typed + text[end:]
        assert document.snapshot.text == text
        assert document.snapshot.version == version


@given(CHARACTERS, st.sampled_from(sorted(SIZES)))
def test_positions_come_back(text: str, encoding: Encoding) -> None:
    for offset in range(len(text) + 1):
        if text[max(0, offset - 1) : offset + 1] == "\r\n":
            continue
        there = conversion.position_of(text, offset, encoding)
        assert there == position(text, offset, encoding)
        assert conversion.offset_of(text, there, encoding) == offset


def test_changes_follow_each_other_and_a_whole_text_replaces() -> None:
    def at(line: int, start: int, end: int, text: str) -> types.TextDocumentContentChangePartial:
        place = types.Range(types.Position(line, start), types.Position(line, end))
        return types.TextDocumentContentChangePartial(range=place, text=text)

    document = documents.changed(opened("abc\ndef"), 2, [at(0, 1, 2, "X\nY"), at(1, 0, 1, "Z")], "utf-16")
    assert document.snapshot.text == "aX\nZc\ndef"
    whole = types.TextDocumentContentChangeWholeDocument(text="new")
    document = documents.changed(document, 3, [at(0, 0, 1, "?"), whole, at(0, 3, 3, "er")], "utf-16")
    assert document.snapshot.text == "newer"


def test_places_beyond_the_text_are_clamped() -> None:
    assert conversion.offset_of("ab\ncd", types.Position(0, 99), "utf-16") == 2
    assert conversion.offset_of("ab\ncd", types.Position(99, 0), "utf-16") == 5
    backwards = types.Range(types.Position(1, 1), types.Position(0, 0))
    span = conversion.span_of("ab\ncd", backwards, "utf-16")
    assert (span.start, span.end) == (4, 4)


def test_halves_of_pairs_keep_their_column() -> None:
    document = opened("\ud835x\udd18")
    assert document.snapshot.text == "\ufffdx\ufffd"
    document.snapshot.text.encode()


@pytest.mark.parametrize(
    ("language", "uri", "is_ours"),
    [
        ("python", "untitled:1", True),
        ("plaintext", "file:///a.py", True),
        ("", "file:///a.pyi", True),
        ("markdown", "file:///a.md", False),
    ],
)
def test_which_documents_are_ours(language: str, uri: str, is_ours: bool) -> None:
    assert opened("", language, uri).is_python is is_ours
