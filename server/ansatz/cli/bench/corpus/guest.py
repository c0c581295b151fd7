"""What runs in the sandbox: the real routine, an answer to its stub, and whether the answer reaches it."""

from typing import Final

_PROGRAM: Final = '''
import gc
import importlib
import sys
import types
import warnings

import numpy as np

class BarredReached(Exception):
    pass

_modules = {}
_reached = []

def resolve(path):
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for name in parts[end:]:
            found = getattr(found, name)
        return found
    raise ImportError(path)

def real_value(value):
    """Generators and functions are sent by what makes them."""
    if isinstance(value, tuple) and len(value) == 3 and value[0] == "ansatz stand-in":
        if value[1] == "generator":
            return np.random.default_rng(value[2])
        return eval(value[2], {"np": np})
    return value

def plain(value, depth=0):
    """Numbers, arrays and tuples of them."""
    if value is None or isinstance(value, (bool, int, float, complex, str)):
        return value
    if hasattr(value, "to_value") and hasattr(value, "unit"):
        return plain(value.value, depth)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        value = np.asarray(value)
        if value.dtype.kind not in "biufc":
            raise TypeError("no numbers but an array of " + str(value.dtype))
        if value.dtype.itemsize > 16 or value.dtype.kind == "f" and value.dtype.itemsize > 8:
            value = value.astype(np.complex128 if value.dtype.kind == "c" else np.float64)
        return value
    if hasattr(value, "toarray"):
        return plain(value.toarray(), depth)
    if isinstance(value, (tuple, list)) and depth < 3:
        return tuple(plain(item, depth + 1) for item in value)
    if hasattr(value, "to_numpy"):
        return plain(value.to_numpy(), depth)
    if hasattr(value, "statistic") and hasattr(value, "pvalue"):
        return plain((value.statistic, value.pvalue), depth)
    for number in (float, complex):
        # Numbers of other packages, such as SymPy's, say so; its expressions raise.
        try:
            return number(value)
        except (TypeError, ValueError):
            continue
    raise TypeError("no numbers but a " + type(value).__name__)

def real(path, args, kwargs):
    warnings.simplefilter("ignore")
    with np.errstate(all="ignore"):
        function = resolve(path)
        return plain(function(*map(real_value, args), **{k: real_value(v) for k, v in kwargs.items()}))

def answer(text, entry, args, kwargs):
    warnings.simplefilter("ignore")
    module = _modules.get(text)
    if module is None:
        module = types.ModuleType("answer")
        sys.modules["answer"] = module
        exec(compile(text, "answer.py", "exec"), module.__dict__)
        _modules[text] = module
    with np.errstate(all="ignore"):
        function = getattr(module, entry)
        return plain(function(*map(real_value, args), **{k: real_value(v) for k, v in kwargs.items()}))

def drawn(path, discrete, count, seed):
    """Calls of a function of a distribution: shapes from what it says of their domain, x inside."""
    warnings.simplefilter("ignore")
    owner = resolve(path)
    rng = np.random.default_rng(seed)
    calls = []
    info = owner._shape_info()
    for _ in range(60 * count):
        if len(calls) == count:
            break
        shapes = [shape_value(one, rng) for one in info]
        with np.errstate(all="ignore"):
            if not bool(np.all(owner._argcheck(*shapes))):
                continue
            levels = rng.uniform(0.02, 0.98, 5 if len(calls) % 4 == 3 else 1)
            x = np.asarray(owner.ppf(levels, *shapes), dtype=float)
        if not np.all(np.isfinite(x)):
            continue
        calls.append([x if len(calls) % 4 == 3 else x.item(), *shapes])
    return calls

def shape_value(info, rng):
    low, high = info.domain
    if info.integrality:
        first = int(low) + 1 if np.isfinite(low) else 0
        last = int(min(high - 1, first + 8)) if np.isfinite(high) else first + 8
        return int(rng.integers(first, max(last, first) + 1))
    if np.isfinite(low) and np.isfinite(high):
        return float(rng.uniform(low + 0.03 * (high - low), high - 0.03 * (high - low)))
    if np.isfinite(low):
        return float(low + 10 ** rng.uniform(-0.4, 0.7))
    return float(rng.normal() * 1.5)

def same(path, others):
    """Which of the paths name the very thing, or wrap it or are wrapped by it."""
    wanted = {id(thing) for thing in layers(resolve(path))}
    found = []
    for other in others:
        try:
            if wanted & {id(thing) for thing in layers(resolve(other))}:
                found.append(other)
        except Exception:
            continue
    return found

def layers(thing):
    """The routine and what it hands its work to under its own name: wrapped functions, ufuncs in cells."""
    found, waiting = [], [thing]
    while waiting:
        one = waiting.pop()
        if any(one is other for other in found):
            continue
        found.append(one)
        inner = getattr(one, "__wrapped__", None)
        if callable(inner):
            waiting.append(inner)
        for cell in getattr(one, "__closure__", None) or ():
            try:
                held = cell.cell_contents
            except ValueError:
                continue
            if callable(held) and getattr(held, "__name__", "") == getattr(thing, "__name__", None):
                waiting.append(held)
        if isinstance(one, types.MethodType):
            continue
    return found

def bar(path, owner):
    """Puts something that raises in the place of the routine, wherever anything holds it."""
    if owner is not None:
        # In its class: distributions with fixed arguments and relatives of it work with copies.
        kind = type(resolve(owner))
        for name in DENSITY_NAMES:
            if callable(getattr(kind, name, None)):
                setattr(kind, name, poison(owner + "." + name))
        return
    # By number: what holds the routine meanwhile must not be taken for somebody who calls it.
    things = layers(resolve(path))
    while things:
        replace_everywhere(things.pop(), poison(path))

DENSITY_NAMES = {
    prefix + log + name for prefix in ("", "_") for log in ("", "log")
    for name in ("pdf", "pmf", "cdf", "sf", "ppf", "isf")
}

def poison(path):
    def barred(*args, **kwargs):
        _reached.append(path)
        raise BarredReached(path)
    return barred

def replace_everywhere(thing, instead, depth=0):
    """Without comprehensions: these would hold the thing in a cell, which would be replaced, too."""
    gc.unfreeze()
    for holder in gc.get_referrers(thing):
        if isinstance(holder, dict):
            replace_in(holder, thing, instead)
        elif isinstance(holder, types.CellType):
            holder.cell_contents = instead
        elif type(holder) is tuple and depth < 2:
            # A table of routines; it can't be changed, so another one takes its place.
            other = []
            for held in holder:
                other.append(instead if held is thing else held)
            replace_everywhere(holder, tuple(other), depth + 1)
        elif isinstance(holder, list):
            for number, held in enumerate(holder):
                if held is thing:
                    holder[number] = instead
    for module in list(sys.modules.values()):
        names = getattr(module, "__dict__", None)
        if isinstance(names, dict):
            replace_in(names, thing, instead)

def replace_in(names, thing, instead):
    for name, held in list(names.items()):
        if held is thing:
            names[name] = instead

def reaches(path, owner, text, entry, calls):
    """Whether the answer, called so, gets to the routine; what it does otherwise does not matter."""
    warnings.simplefilter("ignore")
    module = types.ModuleType("answer")
    sys.modules["answer"] = module
    try:
        # First without the bar, so that everything that it imports is there to be searched.
        exec(compile(text, "answer.py", "exec"), dict(module.__dict__))
    except Exception:
        pass
    bar(path, owner)
    try:
        exec(compile(text, "answer.py", "exec"), module.__dict__)
    except Exception:
        return bool(_reached)
    for args, kwargs in calls:
        try:
            with np.errstate(all="ignore"):
                keywords = {k: real_value(v) for k, v in kwargs.items()}
                getattr(module, entry)(*map(real_value, args), **keywords)
        except Exception:
            pass
        if _reached:
            return True
    return False
'''
"""Its functions: `real`, `answer`, `drawn`, `same` and `reaches`; each job calls one of them."""


def program(path: str) -> str:
    """The program for jobs about the routine of a dotted name, whose module is imported at once.

    Said at the top, the sandbox imports it once for many jobs.
    """
    module = ".".join(path.split(".")[:2])
    return f"try:\n    import {module}\nexcept ImportError:\n    pass\n{_PROGRAM}"
