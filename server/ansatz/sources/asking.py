"""What a source can't decide, because the text leaves it open."""


class OpenQuestion(Exception):
    """Only the author of the docstring can say; the message is the question."""
