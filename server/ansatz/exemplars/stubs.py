"""A function's task without its code: the signature and the docstring."""

from ..targets import named


def stub_of(code: str, name: str) -> str:
    """The head of function `name` of a module. Raises ValueError where it is not there or says nothing."""
    found = named(code, name)
    if not found or found[0].docstring is None:
        raise ValueError(f"there is no function `{name}` with a docstring")
    target = found[0]
    return code[target.signature.start : found[0].docstring.end]
