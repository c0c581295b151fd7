"""Which file answers which method. Files are imported when their method first arrives."""

import asyncio
from functools import partial
from importlib import import_module
from typing import Any

from lsprotocol import types

from .guard import Handlers
from .session import Session

_REQUESTS = {
    types.INITIALIZE: "initialize",
    types.SHUTDOWN: "shutdown",
    types.TEXT_DOCUMENT_HOVER: "hover",
    types.TEXT_DOCUMENT_CODE_ACTION: "code_action",
    types.TEXT_DOCUMENT_CODE_LENS: "code_lens",
    types.TEXT_DOCUMENT_DIAGNOSTIC: "diagnostic",
    types.TEXT_DOCUMENT_INLINE_COMPLETION: "inline_completion",
    types.WORKSPACE_EXECUTE_COMMAND: "execute_command",
}
_NOTIFICATIONS = {
    types.INITIALIZED: "initialized",
    types.EXIT: "exit",
    types.TEXT_DOCUMENT_DID_OPEN: "did_open",
    types.TEXT_DOCUMENT_DID_CHANGE: "did_change",
    types.TEXT_DOCUMENT_DID_SAVE: "did_save",
    types.TEXT_DOCUMENT_DID_CLOSE: "did_close",
    types.NOTEBOOK_DOCUMENT_DID_OPEN: "did_open_notebook",
    types.NOTEBOOK_DOCUMENT_DID_CHANGE: "did_change_notebook",
    types.NOTEBOOK_DOCUMENT_DID_SAVE: "did_save_notebook",
    types.NOTEBOOK_DOCUMENT_DID_CLOSE: "did_close_notebook",
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: "did_change_configuration",
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: "did_change_workspace_folders",
    types.WINDOW_WORK_DONE_PROGRESS_CANCEL: "work_done_progress_cancel",
}


def handlers(session: Session) -> Handlers:
    """Everything the server answers and listens to."""
    return Handlers(
        {method: partial(_answer, session, name) for method, name in _REQUESTS.items()},
        {method: partial(_hear, session, name) for method, name in _NOTIFICATIONS.items()},
    )


async def warm_up() -> None:
    """Imports what the first requests will need, a piece at a time, so that none of them waits for it."""
    for name in (*(f"requests.{name}" for name in _REQUESTS.values()), "publishing", "engine"):
        import_module(f"ansatz.lsp.{name}")
        await asyncio.sleep(0)


async def _answer(session: Session, name: str, params: Any) -> Any:
    return await import_module(f"ansatz.lsp.requests.{name}").handle(session, params)


def _hear(session: Session, name: str, params: Any) -> None:
    import_module(f"ansatz.lsp.notifications.{name}").handle(session, params)
