"""Runs in the sandbox, under the user's interpreter: lists what a package offers, by importing it.

The engine never imports this module: its text is a job. Standard library only, Python 3.9 and later.
Imports are needed, and not only a reading of the files: the docstrings of ufuncs and of the
distributions of `scipy.stats` are made when they are imported.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import warnings
from importlib import metadata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

_HIDDEN = re.compile(
    r"(^|\.)(_\w*|tests?|testing|conftest|setup|externals|extern|vendored|compat|benchmarks?|examples|"
    r"typing|lib|core|libs|logger|config|version|sandbox|plotting|graphics|conftest|interactive|printing|"
    r"parsing|backend|tseries\.api|utilities|deprecated\w*|deprecation|cbook|datasets|f2py|distutils|"
    r"ctypeslib|exceptions|errors|tutorial|samples|codegen|multipledispatch|testsuite|testutils|estimator_checks|"
    r"implementations|libmp|cython_special|samp|facets|backends|delegates|locks|strategies|pytesttester|"
    r"io|console|wrapper_helpers)(\.|$)"
)
_DOC_CHARS = 24000
_DEFAULT_CHARS = 60
_MODULES_MAX = 1500
_METHODS_OF = {
    "Generator",
    "DataFrame",
    "Series",
    "DataArray",
    "Dataset",
    "DataFrameGroupBy",
    "Rolling",
    "Rotation",
    "Polynomial",
    "Chebyshev",
    "Legendre",
}
_DISTRIBUTION_METHODS = (
    "pdf", "pmf", "logpdf", "logpmf", "cdf", "logcdf", "sf", "logsf", "ppf", "isf", "rvs", "fit", "mean",
    "var", "std", "median", "moment", "entropy", "interval", "expect", "stats",
)  # fmt: skip
_KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: "positional_only",
    inspect.Parameter.POSITIONAL_OR_KEYWORD: "positional",
    inspect.Parameter.VAR_POSITIONAL: "var_positional",
    inspect.Parameter.KEYWORD_ONLY: "keyword_only",
    inspect.Parameter.VAR_KEYWORD: "var_keyword",
}


def versions(packages: Sequence[Sequence[str]]) -> dict[str, str]:
    """Import name to version, of those of `packages` (import name, distribution name) that are installed."""
    found: dict[str, str] = {}
    for package, distribution in packages:
        try:
            found[package] = str(metadata.version(distribution))
        except metadata.PackageNotFoundError:
            continue
    return found


def collect(package: str) -> str:
    """JSON text of every public routine of `package`: see `entry`."""
    warnings.simplefilter("ignore")
    root = importlib.import_module(package)
    found: dict[int, tuple[Any, list[str]]] = {}
    for module in _modules(root, package):
        for name, thing in _public(module, package):
            path = module.__name__ + "." + name
            kept = found.setdefault(id(thing), (thing, []))
            kept[1].append(path)
    entries: list[list[Any]] = []
    for thing, paths in found.values():
        paths.sort(key=lambda path: (path.count("."), len(path), path))
        entries.extend(_entries(thing, paths))
    return json.dumps(entries, ensure_ascii=True)


def _modules(root: ModuleType, package: str) -> Iterator[ModuleType]:
    """Public modules, parents first. A hidden one is not even imported: it may skip, exit or open windows."""
    waiting, seen = [root], 0
    while waiting:
        module = waiting.pop(0)
        yield module
        for info in pkgutil.iter_modules(getattr(module, "__path__", []), module.__name__ + "."):
            if _HIDDEN.search(info.name[len(package) :]) or seen >= _MODULES_MAX:
                continue
            seen += 1
            try:
                waiting.append(importlib.import_module(info.name))
            except BaseException:  # noqa: BLE001 - a dependency is missing, a script exits, a test skips
                continue


def _public(module: ModuleType, package: str) -> Iterator[tuple[str, Any]]:
    listed = getattr(module, "__all__", None)
    names = vars(module)
    is_package = hasattr(module, "__path__")
    for name in sorted(set(listed)) if listed is not None else list(names):
        if not isinstance(name, str) or name.startswith("_"):
            continue
        thing = names.get(name)
        if thing is None and listed is not None:
            try:
                thing = getattr(module, name)
            except BaseException:  # noqa: BLE001
                continue
        if not _is_routine(thing):
            continue
        home = getattr(thing, "__module__", None) or ""
        if not isinstance(home, str):
            continue
        if listed is None:
            # Without a list, what a module merely imported is not its own; a package's is its offer.
            if is_package and home.split(".")[0] != package:
                continue
            if not is_package and home != module.__name__:
                continue
        elif home and home.split(".")[0] not in (package, "builtins", "functools") and not callable(thing):
            continue
        yield name, thing


def _is_routine(thing: Any) -> bool:
    if inspect.isclass(thing):
        return not issubclass(thing, BaseException)
    if inspect.ismodule(thing) or not callable(thing):
        return False
    if inspect.isroutine(thing) or _is_ufunc(thing) or _is_distribution(thing):
        return True
    # Other callable objects: dispatchers, decorated functions, frozen functions.
    return bool(getattr(thing, "__name__", "")) and bool(getattr(thing, "__doc__", ""))


def _is_ufunc(thing: Any) -> bool:
    return type(thing).__name__ in ("ufunc", "MultiUFunc")


def _is_distribution(thing: Any) -> bool:
    return not inspect.isclass(thing) and any(
        base.__name__ in ("rv_generic", "multi_rv_generic") for base in type(thing).__mro__
    )


def _entries(thing: Any, paths: list[str]) -> Iterator[list[Any]]:
    if inspect.isclass(thing):
        kind = "class"
    elif _is_ufunc(thing):
        kind = "ufunc"
    elif _is_distribution(thing):
        kind = "class"
    else:
        kind = "function"
    text = _doc(thing)
    yield _entry(paths[0], paths[1:], kind, _signature(thing), text)
    if _is_distribution(thing):
        for method in _DISTRIBUTION_METHODS:
            bound = getattr(thing, method, None)
            if callable(bound):
                yield _entry(paths[0] + "." + method, [], "method", _signature(bound), _doc(bound))
    elif kind == "class" and thing.__name__ in _METHODS_OF:
        for name, member in inspect.getmembers(thing, callable):
            if not name.startswith("_") and not inspect.isclass(member) and _doc(member):
                aliases = [path + "." + name for path in paths[1:]]
                yield _entry(paths[0] + "." + name, aliases, "method", _signature(member), _doc(member))


def _entry(
    name: str, aliases: list[str], kind: str, signature: list[list[Any]] | None, doc: str
) -> list[Any]:
    return [name, aliases[:12], kind, signature, doc]


def _doc(thing: Any) -> str:
    text = getattr(thing, "__doc__", None)
    if not isinstance(text, str):
        return ""
    try:
        return inspect.cleandoc(text)[:_DOC_CHARS]
    except BaseException:  # noqa: BLE001
        return text[:_DOC_CHARS]


def _signature(thing: Any) -> list[list[Any]] | None:
    """[[name, kind, default or None]], or None where it can't be told."""
    try:
        parameters = inspect.signature(thing).parameters
    except BaseException:  # noqa: BLE001
        return None
    found: list[list[Any]] = []
    for parameter in parameters.values():
        if parameter.name == "self":
            continue
        default = None
        if parameter.default is not inspect.Parameter.empty:
            try:
                default = repr(parameter.default)[:_DEFAULT_CHARS]
            except BaseException:  # noqa: BLE001
                default = "..."
        found.append([parameter.name, _KINDS[parameter.kind], default])
    return found
