"""What the user's interpreter has installed, and a search over it by words and mathematics.

    library = Library(open_sandbox, folder)      # nothing happens yet; `folder` is where indexes are kept
    index = await library.index(report)          # opened if it is there for these versions, else built
    found = index.find("phase of a chirp", 10)   # LibraryIndex is a core.routine.RoutineSearch

`open_sandbox` is an async function that gives a `Sandbox` running the user's interpreter (raises
`SandboxUnavailable`); the library closes it when the index is there. `library.index` may be awaited by
many at a time: it is built once; a caller that is cancelled leaves the build to the others, and the last
one ends it. `library.ready` is the index if it is there already, else None (for a caller that must not
wait), and `library.begin(report)` starts the build in the background. `await library.close()` ends it.
`open_index(path)` opens a file that was built before, without a sandbox.
"""

from .building import Builder, Stopped
from .index import LibraryIndex, NoIndex, open_index
from .insertion import Insertion, insertion_of, match_of
from .library import Library

__all__ = [
    "Builder",
    "Insertion",
    "Library",
    "LibraryIndex",
    "NoIndex",
    "Stopped",
    "insertion_of",
    "match_of",
    "open_index",
]
