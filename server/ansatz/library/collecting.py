"""Runs the collector in the sandbox: one job a package, on all processors."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final, cast

from ansatz_sandbox import Call, Job, Limits, Outcome, Returned, Sandbox

from .collected import Collected, read_collected

STACK: Final = (
    ("scipy", "scipy"),
    ("sympy", "sympy"),
    ("sklearn", "scikit-learn"),
    ("statsmodels", "statsmodels"),
    ("astropy", "astropy"),
    ("numpy", "numpy"),
    ("networkx", "networkx"),
    ("pandas", "pandas"),
    ("xarray", "xarray"),
    ("skimage", "scikit-image"),
    ("Bio", "biopython"),
    ("rdkit", "rdkit"),
    ("MDAnalysis", "MDAnalysis"),
    ("ase", "ase"),
    ("pymatgen", "pymatgen"),
    ("obspy", "obspy"),
    ("metpy", "metpy"),
    ("lmfit", "lmfit"),
    ("emcee", "emcee"),
    ("pywt", "PyWavelets"),
    ("mpmath", "mpmath"),
    ("control", "control"),
    ("skbio", "scikit-bio"),
    ("qutip", "qutip"),
    ("pint", "pint"),
    ("uncertainties", "uncertainties"),
    ("lifelines", "lifelines"),
    ("shapely", "shapely"),
    ("pyproj", "pyproj"),
    ("cvxpy", "cvxpy"),
    ("igraph", "igraph"),
    ("dask", "dask"),
)
"""Import name and distribution name of the packages looked for, the slowest of the usual ones first."""

_LIMITS: Final = Limits(wall_s=120.0, cpu_s=110, memory_bytes=4 << 30, value_bytes=256 << 20)


@dataclass(frozen=True, slots=True)
class Failure:
    """A package that could not be collected, and why in words.

    `may_pass`: it ran out of time or memory, which another day need not happen.
    """

    package: str
    why: str
    may_pass: bool = False


@dataclass(frozen=True, slots=True)
class PackageRoutines:
    """What one package offers."""

    package: str
    routines: tuple[Collected, ...]


def program() -> str:
    """The collector's source text, as it goes into the sandbox."""
    return resources.files("ansatz.library").joinpath("collector.py").read_text("utf-8")


async def installed_versions(sandbox: Sandbox, more: Sequence[str] = ()) -> dict[str, str]:
    """Versions of what is there of the known stack and of `more` (import names, or `import=distribution`).

    Raises `SandboxUnavailable`; an interpreter that can't run the job has nothing installed.
    """
    named = [(one.partition("=")[0], one.partition("=")[2] or one.partition("=")[0]) for one in more]
    asked = list(dict.fromkeys([*STACK, *named]))
    job = Job(program(), "versions", (Call(([list(pair) for pair in asked],)),), _LIMITS)
    value = _value(await sandbox.run(job))
    if not isinstance(value, dict):
        return {}
    found = cast("dict[object, object]", value)
    return {
        package: version
        for package, _ in asked
        if isinstance(version := found.get(package), str) and package.isidentifier()
    }


async def collect(
    sandbox: Sandbox, packages: Sequence[str]
) -> AsyncGenerator[PackageRoutines | Failure, None]:
    """The public routines of each of `packages`, which are imported inside, as they come.

    As many are at work as the sandbox has turns. Raises `SandboxUnavailable`. Close it to end early.
    """
    text = program()
    tasks = [asyncio.create_task(_collect(sandbox, text, package)) for package in packages]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _collect(sandbox: Sandbox, text: str, package: str) -> PackageRoutines | Failure:
    outcome = await sandbox.run(Job(text, "collect", (Call((package,)),), _LIMITS))
    value = _value(outcome)
    if isinstance(value, str):
        return PackageRoutines(package, read_collected(value, package))
    return Failure(package, _why(outcome), outcome.status in ("deadline", "out_of_memory"))


def _value(outcome: Outcome) -> object:
    result = outcome.results[0] if outcome.results else None
    return result.value if outcome.status == "completed" and isinstance(result, Returned) else None


def _why(outcome: Outcome) -> str:
    if outcome.load_error is not None:
        return f"{outcome.load_error.type}: {outcome.load_error.message}"
    message = getattr(outcome.results[0], "message", "") if outcome.results else ""
    return message or outcome.detail or outcome.status
