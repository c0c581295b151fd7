"""Progress on standard error: one live line on a terminal, a plain line a stage otherwise."""

from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from ansatz.cli.show import visible
from ansatz.core.progress import Progress, Report


@contextmanager
def progress_on(console: Console) -> Generator[Report]:
    """A `Report` for as long as the work goes on; a terminal is left as it was."""
    if not console.is_terminal:
        yield lambda progress: console.print(_line(progress), soft_wrap=True)
        return
    with console.status(Text("starting"), spinner="line") as status:
        yield lambda progress: status.update(_line(progress))


def _line(progress: Progress) -> Text:
    parts = (progress.function, progress.stage, visible(progress.message))
    return Text(": ".join(part for part in parts if part), no_wrap=True, overflow="ellipsis")
