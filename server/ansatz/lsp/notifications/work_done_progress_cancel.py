"""`window/workDoneProgress/cancel`."""

from lsprotocol import types

from ..session import Session


def handle(session: Session, params: types.WorkDoneProgressCancelParams) -> None:
    """Cancels the work whose progress the user looks at."""
    if (cancel := session.cancels.get(params.token)) is not None:
        cancel()
