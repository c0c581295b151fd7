"""Work-done progress of one command, with a cancel that reaches the work."""

import asyncio
import itertools
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from lsprotocol import types

from .editor import Editor
from .session import Session

_numbers = itertools.count(1)


class Reporter:
    """Shows progress where the client has a place for it."""

    def __init__(self, editor: Editor, token: types.ProgressToken | None) -> None:
        self._editor = editor
        self._token = token
        self.last_words = ""
        """What to say when the progress goes away."""

    def report(self, message: str) -> None:
        """Says where the work is. Returns at once."""
        if self._token is not None:
            self._editor.progress(
                self._token, types.WorkDoneProgressReport(message=message, cancellable=True)
            )

    def end(self) -> None:
        """Takes the progress away; what a cancelled engine still reports is too late to be shown."""
        if self._token is not None:
            self._editor.progress(self._token, types.WorkDoneProgressEnd(message=self.last_words or None))
            self._token = None


@asynccontextmanager
async def shown(session: Session, token: types.ProgressToken | None, title: str) -> AsyncGenerator[Reporter]:
    """Progress under the client's token, or one of ours. Ends however the work ends.

    The user's cancel of the progress cancels the task that is inside.
    """
    editor = session.editor
    if token is None and editor.creates_progress:
        token = f"ansatz-{next(_numbers)}"
        if not await editor.create_progress(token):
            token = None
    reporter = Reporter(editor, token)
    if token is None:
        yield reporter
        return
    task = asyncio.current_task()
    assert task is not None
    session.cancels[token] = task.cancel
    editor.progress(token, types.WorkDoneProgressBegin(title=title, cancellable=True))
    try:
        yield reporter
    finally:
        del session.cancels[token]
        reporter.end()
