"""`ansatz.generate`: implementations, put in place in one versioned edit, which is one step to undo."""

from lsprotocol import types

from ..session import Session
from . import Argument
from .answers import Answer
from .generation import generated


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Generates what the selection covers."""
    return await generated(session, argument, token)
