"""The only place that picks implementations: settings to a service."""

import functools
import importlib.metadata
import platform
import sys
from pathlib import Path

from ansatz_sandbox import Bubblewrap, Limits, Projects, Sandbox, SandboxUnavailable
from ansatz_sandbox.host.interpreting import Interpreting

from .. import __version__
from ..core.protocols import Around, Source
from ..core.routine import RoutineSearch
from ..exemplars import OwnShelf
from ..exemplars.own import FILE_NAME as EXEMPLARS
from ..library import Library
from ..sources.equation import EquationSource
from ..sources.library import LibrarySource
from .records import FILE_NAME, RecordStore
from .routines import InstalledRoutines
from .service import Service
from .settings import Settings, load_settings
from .teaching import open_teachers
from .wire import Start


def open_service(settings: Settings, around: Around | None = None) -> Service:
    """A service for one workspace and interpreter. The sandbox is opened when it is first needed."""
    library = open_library(settings)
    routines = InstalledRoutines(functools.partial(open_search, library, around))
    sources: tuple[Source, ...] = (EquationSource(), LibrarySource(routines))
    return Service(
        open_sandbox=functools.partial(open_arena, settings),
        sources=sources if around is None else tuple(map(around.source, sources)),
        records=RecordStore(settings.state_dir / FILE_NAME),
        limits=limits_of(settings),
        seed=settings.seed,
        time_limit_s=settings.time_limit_s,
        versions=versions(),
        routines=routines,
        library=library,
        teachers=open_teachers(settings, OwnShelf(settings.state_dir / EXEMPLARS)),
    )


def build_service(start: Start) -> Service:
    """The service of an engine process. Raises SettingsError with what is wrong in the settings."""
    return open_service(load_settings(Path(start.folder), editor=start.editor).settings)


async def open_sandbox(settings: Settings) -> Sandbox:
    """The isolation that was chosen, one for each of the user's projects. Raises SandboxUnavailable."""
    return await Projects.open(functools.partial(_open_one, settings))


async def open_arena(settings: Settings) -> Sandbox:
    """Where candidates compete: in isolation, else by interpreting what comes from equations.

    Raises SandboxUnavailable where a certain kind of isolation was asked for and is not to be had.
    """
    try:
        return await open_sandbox(settings)
    except SandboxUnavailable as unavailable:
        if settings.sandbox.backend in ("bubblewrap", "docker"):
            raise
        return Interpreting(unavailable)


async def _open_one(settings: Settings, readable: tuple[Path, ...]) -> Sandbox:
    chosen = settings.sandbox
    backend = chosen.backend
    if backend == "auto":
        backend = "bubblewrap" if sys.platform == "linux" else "docker"
    match backend:
        case "bubblewrap":
            return await Bubblewrap.open(settings.interpreter, readable)
        case "docker":
            # Here and not above: nobody else needs what it rests on.
            from ansatz_sandbox.host.docker import Docker, EngineAddress

            address, limits = EngineAddress(chosen.docker_host), limits_of(settings)
            return await Docker.open(
                settings.interpreter, readable, address=address, base=chosen.image, limits=limits
            )
        case "none":
            raise SandboxUnavailable(
                "The setting sandbox.backend is `none`.",
                "Set it to `auto`, and install bubblewrap on Linux or a Docker engine elsewhere.",
            )


def open_library(settings: Settings) -> Library:
    """What the user's interpreter has installed; its index is opened or built when it is first needed."""
    return Library(functools.partial(open_sandbox, settings), settings.state_dir / "library")


async def open_search(library: Library, around: Around | None = None) -> RoutineSearch:
    """The search over the packages of the user's interpreter. Raises SandboxUnavailable."""
    search = await library.index(lambda _: None)
    return search if around is None else around.search(search)


def limits_of(settings: Settings) -> Limits:
    """What one run of a candidate may use."""
    return Limits(wall_s=settings.sandbox.wall_s, memory_bytes=settings.sandbox.memory_mb << 20)


def versions() -> tuple[tuple[str, str], ...]:
    """What a record's evidence depends on on this side."""
    return (
        ("ansatz", __version__),
        ("python", platform.python_version()),
        *((name, importlib.metadata.version(name)) for name in ("numpy", "scipy", "pint")),
    )
