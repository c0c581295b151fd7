"""Places in a text and changes to it, in code-point offsets; protocol positions live only in `lsp`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code-point offsets into one text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside (touching ends count)."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a place; an empty span overlaps where it stands."""
        return self.start <= other.end and other.start <= self.end

    def shifted(self, by: int) -> "Span":
        """The same range `by` code points further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class DocumentSnapshot:
    """One version of one document. `version` is None for a file that no editor holds open."""

    uri: str
    text: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replace what `span` covers in the base text by `text`."""

    span: Span
    text: str
