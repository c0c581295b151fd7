"""All commands put together, and what they work with."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import Annotated

import typer

from ansatz import __version__
from ansatz.cli import change, config, doctor, explain, generate, keep, library, models, search, validate
from ansatz.cli.bench import app as bench
from ansatz.cli.exits import Exit
from ansatz.cli.main import INTERRUPTED
from ansatz.cli.tools import Records, Service, Tools
from ansatz.cli.unusable import Unusable
from ansatz.core.protocols import Around
from ansatz.engine.records import FILE_NAME, RecordStore
from ansatz.engine.settings import Settings, SettingsError
from ansatz_sandbox import Sandbox, SandboxUnavailable


def run(arguments: Sequence[str], tools: Tools | None = None) -> int:
    """Runs one command; its exit code. Problems that the user can mend are told in words."""
    _never_fail_to_print()
    try:
        _app()(list(arguments), prog_name="ansatz", obj=tools or real_tools())
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            sys.stderr.write("ansatz: interrupted.\n")
        return ended.code if isinstance(ended.code, int) else Exit.ACCEPTED
    except Unusable as error:
        sys.stderr.write(f"ansatz: {error}\n")
    except SettingsError as error:
        for problem in error.problems:
            sys.stderr.write(f"ansatz: {problem}\n")
    except SandboxUnavailable as error:
        sys.stderr.write(f"ansatz: {error.reason} {error.advice}\n")
        return Exit.NO_SANDBOX
    return Exit.UNUSABLE


def real_tools() -> Tools:
    """The service and the sandbox that this machine has."""
    return Tools(_open_service, _open_sandbox, _open_records, _open_barred)


def _open_service(settings: Settings) -> Service:
    # SymPy and the rest take a second to load, which `config` and `--help` need not pay.
    from ansatz.engine.wiring import open_service

    return open_service(settings)


def _open_barred(settings: Settings, around: Around) -> Service:
    from ansatz.engine.wiring import open_service

    return open_service(settings, around)


async def _open_sandbox(settings: Settings) -> Sandbox:
    from ansatz.engine.wiring import open_sandbox

    return await open_sandbox(settings)


def _open_records(settings: Settings) -> Records:
    return RecordStore(settings.state_dir / FILE_NAME)


def _app() -> typer.Typer:
    app = typer.Typer(
        help="From a docstring with equations and units to a verified implementation.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_about)
    app.command()(generate.generate)
    app.command()(change.change)
    app.command()(validate.validate)
    app.command()(explain.explain)
    app.command()(keep.keep)
    app.command()(search.search)
    app.command()(doctor.doctor)
    app.command()(config.config)
    app.command()(models.models)
    app.command("serve", help="Speak the language server protocol; an editor starts this.")(_serve)
    app.add_typer(library.library_app(), name="library")
    app.add_typer(bench.bench_app(), name="bench")
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"ansatz {__version__}\n")
        raise typer.Exit


def _about(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """The options of `ansatz` itself."""


def _serve() -> None:
    """Listed in the help; `main` runs it without loading any of this."""
    from ansatz.cli.serve import serve

    raise typer.Exit(serve([]))


def _never_fail_to_print() -> None:
    """A terminal without the letters that a spec has gets escapes, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
