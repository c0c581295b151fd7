"""Offsets and columns in every unit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansatz.targets.lines import Encoding, Place, lines

TEXTS = st.text(st.sampled_from("aé€𝒳\n\r\t\f\u2028 "), max_size=30)
UNITS: dict[Encoding, tuple[str, int]] = {
    "utf-8": ("utf-8", 1),
    "utf-16": ("utf-16-le", 2),
    "utf-32": ("utf-32-le", 4),
}


def width(text: str, encoding: Encoding) -> int:
    codec, size = UNITS[encoding]
    return len(text.encode(codec)) // size


def test_what_ends_a_line() -> None:
    of = lines("a\r\nb\rc\n\nd\u2028e\ff")
    assert [of.text[start:end] for start, end in zip(of.starts, of.ends, strict=True)] == [
        "a", "b", "c", "", "d\u2028e\ff",
    ]  # fmt: skip
    assert [of.terminator(line) for line in range(5)] == ["\r\n", "\r", "\n", "\n", ""]
    assert (of.ending(0), of.ending(len(of.text)), lines("a").ending(0)) == ("\r\n", "\n", "\n")


@settings(deadline=None)
@given(TEXTS, st.sampled_from(sorted(UNITS)))
def test_places_are_those_that_a_walk_over_the_text_finds(text: str, encoding: Encoding) -> None:
    of, line, start = lines(text), 0, 0
    for offset in range(len(text) + 1):
        inside_terminator = offset > 0 and text[offset - 1 : offset + 1] == "\r\n"
        if not inside_terminator and offset > 0 and text[offset - 1] in "\r\n":
            line, start = line + 1, offset
        if inside_terminator:
            continue
        place = of.place(offset, encoding)
        assert place == Place(line, width(text[start:offset], encoding))
        assert of.offset(*place, encoding) == offset


@pytest.mark.parametrize(
    ("line", "column", "encoding", "offset"),
    [
        (0, 99, "utf-16", 3),
        (1, 99, "utf-16", 6),
        (2, 0, "utf-16", 7),
        (9, 0, "utf-16", 7),
        (0, 2, "utf-16", 1),  # in the middle of a surrogate pair
        (0, 3, "utf-16", 2),
        (0, 2, "utf-8", 1),  # in the middle of a character
        (0, 5, "utf-8", 2),
        (0, 2, "utf-32", 2),
        (-1, 3, "utf-16", 0),
    ],
)
def test_columns_that_name_no_place(line: int, column: int, encoding: Encoding, offset: int) -> None:
    assert lines("a𝒳b\r\né\n").offset(line, column, encoding) == offset


def test_offsets_beyond_the_text_are_clamped() -> None:
    of = lines("ab\r\nc")
    assert of.place(99, "utf-16") == Place(1, 1)
    assert of.place(-3, "utf-16") == Place(0, 0)
    assert of.place(3, "utf-16") == Place(0, 2)
