"""What a model answers when it is asked for claims: the border at which its JSON is read, entry by entry.

One malformed entry costs that entry and not the answer.
"""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WrapValidator


class Malformed(BaseModel):
    """An entry that does not fit, with the reason."""

    why: str


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Named(_Entry):
    """A value by name."""

    name: str
    value: str


class ProposedCall(_Entry):
    """`result` is the name that relations use; `arguments` are by parameter, left out ones keep defaults."""

    result: str
    arguments: list[Named]
    repeats: int = 1


class ProposedClaim(_Entry):
    """A claim: what it `says` in a line, the docstring's `lines` it rests on, calls, and what must hold.

    `comparable` is false where right implementations may differ in value on these calls.
    """

    says: str
    lines: list[int]
    given: list[Named] = Field(default_factory=list[Named])
    calls: list[ProposedCall]
    holds: list[str]
    rtol: float = 1e-6
    atol: float = 0.0
    comparable: bool = True


class ProposedDefinition(_Entry):
    """What the function returns, as a calculation: steps in order, then the value.

    `comparable` is false where two right implementations may return different values (random results,
    a free sign), so that values must not be compared with it one by one.
    """

    steps: list[Named] = Field(default_factory=list[Named])
    value: str
    comparable: bool = True
    rtol: float = 1e-6


def _or_malformed(value: Any, handler: Callable[[Any], object]) -> object:
    try:
        return handler(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        return Malformed(why=f"{'.'.join(map(str, first['loc'])) or 'the entry'}: {first['msg']}"[:200])


class Proposals(BaseModel):
    """The whole answer."""

    definition: Annotated[ProposedDefinition, WrapValidator(_or_malformed)] | None = None
    claims: list[Annotated[ProposedClaim, WrapValidator(_or_malformed)]]
