"""`ansatz.change`: code changed as an instruction says, put in place in one versioned edit."""

from lsprotocol import types

from ..session import Session
from . import Argument
from .answers import Answer, ended
from .generation import generated


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Changes the function that the selection means."""
    if not argument.instruction.strip():
        return ended("none_accepted", "Say what shall change.")
    return await generated(session, argument, token)
