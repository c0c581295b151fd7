"""`initialize`: what the client can do, and what we can."""

from lsprotocol import types

from ansatz import __version__

from ..editor import Editor
from ..guard import Stage
from ..kinds import COMMANDS, KINDS, NOTEBOOK_TYPE, OTHERS
from ..session import Session


async def handle(session: Session, params: types.InitializeParams) -> types.InitializeResult:
    """Meets the client."""
    session.editor = Editor(session.protocol, params)
    roots = [folder.uri for folder in params.workspace_folders or ()]
    session.folders = roots or ([params.root_uri] if params.root_uri else [])
    session.protocol.stage = Stage.RUNNING
    return types.InitializeResult(
        types.ServerCapabilities(
            position_encoding=types.PositionEncodingKind(session.editor.encoding),
            text_document_sync=types.TextDocumentSyncOptions(
                open_close=True,
                change=types.TextDocumentSyncKind.Incremental,
                save=types.SaveOptions(include_text=False),
            ),
            # Without a choice of cells all are told of, so that we count them as people do.
            notebook_document_sync=types.NotebookDocumentSyncOptions(
                [
                    types.NotebookDocumentFilterWithNotebook(
                        types.NotebookDocumentFilterNotebookType(NOTEBOOK_TYPE)
                    )
                ],
                save=True,
            ),
            hover_provider=True,
            code_action_provider=types.CodeActionOptions(
                code_action_kinds=list(KINDS.values()), resolve_provider=False
            ),
            diagnostic_provider=types.DiagnosticOptions(
                inter_file_dependencies=False, workspace_diagnostics=False
            ),
            code_lens_provider=types.CodeLensOptions(resolve_provider=False),
            inline_completion_provider=types.InlineCompletionOptions(),
            execute_command_provider=types.ExecuteCommandOptions(
                commands=[*COMMANDS, *OTHERS], work_done_progress=True
            ),
            workspace=types.WorkspaceOptions(
                workspace_folders=types.WorkspaceFoldersServerCapabilities(
                    supported=True, change_notifications=True
                )
            ),
        ),
        types.ServerInfo("ansatz", __version__),
    )
