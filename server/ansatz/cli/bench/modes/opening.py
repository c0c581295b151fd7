"""Opens what the mode `ansatz` works with, as the engine's service does."""

import functools
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from ansatz.cli.bench.modes.author import Ablation
from ansatz.cli.bench.modes.pipeline import Parts
from ansatz.core.protocols import Source
from ansatz.engine.routines import InstalledRoutines
from ansatz.engine.service import WARMING_S
from ansatz.engine.settings import Settings
from ansatz.engine.wiring import limits_of, open_library, open_search, versions
from ansatz.exemplars import MemoryShelf, shipped
from ansatz.sources.equation import EquationSource
from ansatz.sources.library import LibrarySource


@asynccontextmanager
async def opened(settings: Settings, without: frozenset[Ablation]) -> AsyncGenerator[Parts]:
    """The sources, once what is installed is indexed; without symbolic sources, none."""

    # Models are waited for beyond what the work itself may take, as in the engine.
    limit_s = settings.time_limit_s + settings.models.seconds_per_request

    # Not what a user has added: what is measured must be the same for everybody.
    shelf = MemoryShelf([each.exemplar for each in shipped()])

    def parts(*sources: Source) -> Parts:
        return Parts(sources, shelf, limits_of(settings), settings.seed, versions(), limit_s)

    if "symbolic" in without:
        yield parts()
        return
    library = open_library(settings)
    routines = InstalledRoutines(functools.partial(open_search, library))
    try:
        # So that no answer depends on how fast the index was built.
        await routines.within(WARMING_S)
        yield parts(EquationSource(), LibrarySource(routines))
    finally:
        await routines.close()
        await library.close()
