"""`ansatz.keepTest`: what a docstring says as a test of the user's own, in a new file."""

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from lsprotocol import types

from ansatz import ide
from ansatz.core.outcome import KeptTest

from ..pages import Page
from ..progress import Reporter
from ..session import Session
from . import Argument
from .answers import Answer, FunctionAnswer, ended, of_function, summed_up
from .work import Chosen, on_functions

_FOLDERS = ("tests", "test")
NO_MODULE = "A test can import a function from a module only, and this is a notebook."


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Makes a file for each function that the selection covers."""

    async def work(page: Page, chosen: Chosen, reporter: Reporter) -> Answer:
        if page.cell is not None:
            return ended("none_accepted", NO_MODULE)
        snapshot = page.whole
        engine = await session.engine(snapshot.uri)
        answers: list[FunctionAnswer] = []
        for target, selection in chosen:
            for test in await engine.keep(snapshot, selection):
                told = await _kept(session, snapshot.uri, test)
                answers.append(of_function(target.name, target.qualified_name, target.ordinal, told))
        return summed_up(answers)

    return await on_functions(session, argument, token, "Writing a test for", work)


async def _kept(session: Session, uri: str, test: KeptTest) -> ide.Told:
    if test.why_not:
        return ide.Told("none_accepted", None, f"`{test.name}`: no test was written: {test.why_not}.")
    if not session.editor.creates_files:
        message = (
            f"`{test.name}`: this editor lets no server make files. `ansatz keep` in a terminal does it."
        )
        return ide.Told("failed", None, message)
    folder, parts = Path(session.folder(uri)), urlsplit(uri)
    beside = Path(url2pathname(parts.path)).parent if parts.scheme == "file" else folder
    file = _new_file(folder, beside, test.file_name)
    refusal = await session.editor.apply(_creating(file.as_uri(), test.text), f"Keep a test of {test.name}")
    if refusal is not None:
        return ide.Told("failed", None, f"`{test.name}`: the test was not written, because {refusal}.")
    await session.editor.open(file.as_uri())
    left_out = (
        f" Not in it, because it has no readable form: {'; '.join(test.left_out)}." if test.left_out else ""
    )
    return ide.Told("accepted", None, f"`{test.name}`: the test is in {file.name}.{left_out}")


def _creating(uri: str, text: str) -> types.WorkspaceEdit:
    start = types.Position(0, 0)
    document = types.OptionalVersionedTextDocumentIdentifier(uri, None)
    edit = types.TextDocumentEdit(document, [types.TextEdit(types.Range(start, start), text)])
    return types.WorkspaceEdit(document_changes=[types.CreateFile(uri), edit])


def _new_file(folder: Path, beside: Path, name: str) -> Path:
    """A file that is not there yet, in the folder that the project keeps its tests in.

    Without one `beside` the module: there pytest finds it to import, however the project is set up.
    """
    kept_in = next((folder / each for each in _FOLDERS if (folder / each).is_dir()), beside)
    path, number = kept_in / name, 1
    while path.exists():
        number += 1
        path = kept_in / f"{Path(name).stem}_{number}.py"
    return path
