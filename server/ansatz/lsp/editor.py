"""The client: what it can do, and what we ask of it and tell it."""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from .guard import GuardedProtocol
from .kinds import INSERT_CELL

if TYPE_CHECKING:
    # Not at run time: it stands in a room that takes its time to enter.
    from ansatz.targets.lines import Encoding

log = logging.getLogger(__name__)

_ENCODINGS: "dict[str, Encoding]" = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}


class Editor:
    """One client, known since `initialize`."""

    def __init__(self, protocol: GuardedProtocol, params: types.InitializeParams) -> None:
        self._protocol = protocol
        self._capabilities = params.capabilities
        options: object = params.initialization_options
        given = cast("dict[str, object]", options) if isinstance(options, dict) else {}
        self.shows_answers = given.get("showsAnswers") is True
        """Whether it shows the `message` of a command's answer itself, so that we need not."""
        self.shows_previews = given.get("showsPreviews") is True
        """Whether it shows what `ansatz.preview` answers, so that the action is of use."""
        self.inserts_cells = given.get("insertsCells") is True
        """Whether it answers `ansatz/insertCell`."""
        client = params.client_info.name.lower() if params.client_info else ""
        self.shows_pictures = given.get("showsPictures", "code" in client) is True
        """Whether images inside of a hover's text are shown; others would show their bytes."""
        self.encoding: Encoding = self._choose_encoding()

    def _choose_encoding(self) -> "Encoding":
        """What columns count: the first that the client prefers; UTF-16 where it says nothing."""
        general = self._capabilities.general
        for name in (general and general.position_encodings) or ():
            if (encoding := _ENCODINGS.get(str(getattr(name, "value", name)))) is not None:
                return encoding
        return "utf-16"

    @property
    def pulls_configuration(self) -> bool:
        """Whether settings are to be asked for."""
        workspace = self._capabilities.workspace
        return bool(workspace and workspace.configuration)

    @property
    def registers_configuration(self) -> bool:
        """Whether it wants to be told that changes of settings matter to us."""
        workspace = self._capabilities.workspace
        change = workspace and workspace.did_change_configuration
        return bool(change and change.dynamic_registration)

    @property
    def applies_edits(self) -> bool:
        """Whether it takes `workspace/applyEdit`."""
        workspace = self._capabilities.workspace
        return bool(workspace and workspace.apply_edit)

    @property
    def versions_edits(self) -> bool:
        """Whether an edit may say which version of a document it is for."""
        workspace = self._capabilities.workspace
        edit = workspace and workspace.workspace_edit
        return bool(edit and edit.document_changes)

    @property
    def creates_files(self) -> bool:
        """Whether an edit may make a file."""
        workspace = self._capabilities.workspace
        edit = workspace and workspace.workspace_edit
        operations = (edit and edit.resource_operations) or ()
        return types.ResourceOperationKind.Create in operations and self.versions_edits

    @property
    def creates_progress(self) -> bool:
        """Whether we may start progress of our own."""
        window = self._capabilities.window
        return bool(window and window.work_done_progress)

    @property
    def reads_markdown(self) -> bool:
        """Whether hovers may be Markdown."""
        document = self._capabilities.text_document
        hover = document and document.hover
        formats = hover and hover.content_format
        return not formats or types.MarkupKind.Markdown in formats

    @property
    def refreshes_lenses(self) -> bool:
        """Whether it can be told to ask for code lenses again."""
        workspace = self._capabilities.workspace
        lens = workspace and workspace.code_lens
        return bool(lens and lens.refresh_support)

    @property
    def pulls_diagnostics(self) -> bool:
        """Whether it asks for diagnostics, and can be told to ask again; else it is sent them."""
        document, workspace = self._capabilities.text_document, self._capabilities.workspace
        refreshes = workspace and workspace.diagnostics and workspace.diagnostics.refresh_support
        return bool(document and document.diagnostic and refreshes)

    @property
    def takes_action_literals(self) -> bool:
        """Whether a code action may be more than a command."""
        document = self._capabilities.text_document
        action = document and document.code_action
        return bool(action and action.code_action_literal_support)

    @property
    def links_codes(self) -> bool:
        """Whether a diagnostic's code may link to its description."""
        diagnostics = self._diagnostics
        return bool(diagnostics and diagnostics.code_description_support)

    @property
    def relates_places(self) -> bool:
        """Whether a diagnostic may point to a second place."""
        diagnostics = self._diagnostics
        return bool(diagnostics and diagnostics.related_information)

    @property
    def _diagnostics(self) -> types.PublishDiagnosticsClientCapabilities | None:
        document = self._capabilities.text_document
        return document.publish_diagnostics if document else None

    def show(self, kind: types.MessageType, message: str) -> None:
        """Shows a message to the user."""
        self._protocol.tell(types.WINDOW_SHOW_MESSAGE, types.ShowMessageParams(kind, message))

    def publish(self, uri: str, version: int | None, diagnostics: Sequence[types.Diagnostic]) -> None:
        """Puts `diagnostics` in place of all earlier ones of the document."""
        self._protocol.tell(
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS,
            types.PublishDiagnosticsParams(uri, list(diagnostics), version),
        )

    async def apply(self, edit: types.WorkspaceEdit, label: str) -> str | None:
        """Has the client apply `edit`: None, or why it did not."""
        if not self.applies_edits:
            return "the editor takes no edits from a language server"
        try:
            result: types.ApplyWorkspaceEditResult = await self._protocol.ask(
                types.WORKSPACE_APPLY_EDIT, types.ApplyWorkspaceEditParams(edit, label)
            )
        except JsonRpcException as error:
            return error.message
        if result.applied:
            return None
        return result.failure_reason or "the editor refused the edit"

    async def insert_cell(self, notebook: str, below: str, text: str) -> str | None:
        """Has the client put a code cell into a notebook, below the cell `below`: None, or why it did not."""
        try:
            result: object = await self._protocol.ask(
                INSERT_CELL, {"notebook": notebook, "below": below, "text": text}
            )
        except JsonRpcException as error:
            return error.message
        fields = cast("dict[str, object]", result) if isinstance(result, dict) else {}
        if fields.get("applied") is True:
            return None
        why_not = fields.get("failureReason")
        return why_not if isinstance(why_not, str) else "the editor did not add the cell"

    async def open(self, uri: str) -> None:
        """Has the client show a document, where it can: what was made is no use to who doesn't see it."""
        window = self._capabilities.window
        if not (window and window.show_document and window.show_document.support):
            return
        try:
            await self._protocol.ask(
                types.WINDOW_SHOW_DOCUMENT, types.ShowDocumentParams(uri, take_focus=True)
            )
        except JsonRpcException as error:
            log.info("the editor did not open %s: %s", uri, error.message)

    async def refresh_diagnostics(self) -> None:
        """Has the client ask for diagnostics again."""
        try:
            await self._protocol.ask(types.WORKSPACE_DIAGNOSTIC_REFRESH, None)
        except JsonRpcException as error:
            log.info("the editor did not refresh its diagnostics: %s", error.message)

    async def refresh_lenses(self) -> None:
        """Has the client ask for code lenses again; what they say has changed though the text has not."""
        try:
            await self._protocol.ask(types.WORKSPACE_CODE_LENS_REFRESH, None)
        except JsonRpcException as error:
            log.info("the editor did not refresh its code lenses: %s", error.message)

    async def configuration(self, section: str, scopes: Sequence[str | None]) -> list[dict[str, object]]:
        """The user's settings under `section`, for each scope; empty where there are none."""
        items = [types.ConfigurationItem(scope_uri=scope, section=section) for scope in scopes]
        try:
            answers = await self._protocol.ask(
                types.WORKSPACE_CONFIGURATION, types.ConfigurationParams(items)
            )
        except JsonRpcException as error:
            log.warning("the editor did not give its settings: %s", error.message)
            answers = []
        found = list(cast("Sequence[Any]", answers)) if isinstance(answers, Sequence) else []
        found += [None] * (len(scopes) - len(found))
        return [cast("dict[str, object]", each) if isinstance(each, dict) else {} for each in found]

    async def register_configuration(self, section: str) -> None:
        """Asks to be told of changed settings."""
        options = types.DidChangeConfigurationRegistrationOptions(section=section)
        registration = types.Registration("settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, options)
        try:
            await self._protocol.ask(
                types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams([registration])
            )
        except JsonRpcException as error:
            log.warning("the editor will not tell of changed settings: %s", error.message)

    async def create_progress(self, token: types.ProgressToken) -> bool:
        """Asks for a place to show progress in; False where there is none."""
        try:
            await self._protocol.ask(
                types.WINDOW_WORK_DONE_PROGRESS_CREATE, types.WorkDoneProgressCreateParams(token)
            )
        except JsonRpcException:
            return False
        return True

    def progress(
        self,
        token: types.ProgressToken,
        value: types.WorkDoneProgressBegin | types.WorkDoneProgressReport | types.WorkDoneProgressEnd,
    ) -> None:
        """Shows progress."""
        self._protocol.tell(types.PROGRESS, types.ProgressParams(token, value))
