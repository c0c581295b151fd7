"""A corpus run shared out among processes, each with a sandbox of its own."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from ansatz.cli.bench.corpus.keeping import Kept


async def share_out(arguments: Sequence[str], json_file: Path, jobs: int, kept: Kept) -> None:
    """Runs `ansatz bench corpus` with the arguments `jobs` times, each on its share, and gathers their rows.

    What a process that died left undone is left to the caller.
    """
    known = kept.begin()
    files = [json_file.with_name(f"{json_file.name}.{number}") for number in range(1, jobs + 1)]
    for file in files:
        # What is known already is not worked out again.
        theirs = Kept(partial_of(file), kept.run)
        there = theirs.begin()
        for name, row in known.items():
            if name not in there:
                theirs.add(row)
    processes = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "ansatz.cli.main", "bench", "corpus", *arguments),
            *("--json", str(file), "--share", f"{number}/{jobs}"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
        )
        for number, file in enumerate(files, start=1)
    ]
    try:
        await asyncio.gather(*(process.wait() for process in processes))
    finally:
        for process in processes:
            if process.returncode is None:
                process.terminate()
                await process.wait()
        known = kept.rows()
        for file in files:
            theirs = Kept(partial_of(file), kept.run)
            for name, row in theirs.rows().items():
                if name not in known:
                    kept.add(row)
            theirs.end()


def partial_of(json_file: Path) -> Path:
    """Where rows are kept until the result is written."""
    return json_file.with_name(f"{json_file.name}.partial")
