"""What runs in the sandbox: a step's code with its tests, and apart from it the comparisons."""

from typing import Final

_PACKING: Final = '''
import sys
import types

import numpy as np

def pack__(value, depth=0):
    """A value as nested tagged lists, each array a copy: later code may change what was returned."""
    if depth > 12:
        return ["?", "nested too deep"]
    kind = type(value).__name__
    if value is None or isinstance(value, (bool, int, float, complex, str)):
        if type(value) in (bool, int, float, complex, str, type(None)):
            return ["v", value]
        if isinstance(value, np.generic):
            return packed_array(np.asarray(value), True)
        return ["v", str(value) if isinstance(value, str) else value + 0]
    if isinstance(value, np.generic):
        return packed_array(np.asarray(value), True)
    if isinstance(value, np.ma.MaskedArray):
        return packed_array(np.ma.getdata(value), False)
    if isinstance(value, np.ndarray):
        return packed_array(np.asarray(value), False)
    if isinstance(value, dict):
        pairs = [[pack__(k, depth + 1), pack__(v, depth + 1)] for k, v in value.items()]
        return ["d", pairs]
    if isinstance(value, (list, tuple)):
        tag = "l" if isinstance(value, list) else "t"
        if all(type(one) in (bool, int, float, complex, str) for one in value):
            return [tag + "v", list(value)]
        return [tag, [pack__(one, depth + 1) for one in value]]
    if isinstance(value, (set, frozenset)):
        return ["set", [pack__(one, depth + 1) for one in value]]
    if hasattr(value, "tocoo") and hasattr(value, "shape"):
        whole = value.tocoo()
        parts = [np.array(one) for one in (whole.data, whole.row, whole.col)]
        return ["sparse", value.format, list(map(int, value.shape)), *parts]
    module = type(value).__module__.split(".")[0]
    if module == "sympy":
        return ["v", str(value)]
    if module in ("pandas", "xarray", "jax", "torch"):
        return packed_array(np.asarray(value), False)
    return ["?", kind]

def packed_array(array, is_scalar):
    if array.dtype.kind == "O":
        return ["o", list(array.shape), [pack__(one, 6) for one in array.ravel().tolist()]]
    if array.dtype.kind not in "biufcUS":
        return ["?", "array of " + str(array.dtype)]
    if array.dtype.kind == "f" and array.dtype.itemsize > 8:
        array = array.astype(np.float64)
    if array.dtype.kind == "c" and array.dtype.itemsize > 16:
        array = array.astype(np.complex128)
    if is_scalar:
        return ["g", np.array(array).reshape(1)]
    return ["a", np.array(array)]

class Opaque:
    """Stands for a value of a type that is not compared by value."""

def unpack__(packed):
    tag, content = packed[0], packed[1]
    if tag == "v":
        return content
    if tag == "a":
        return np.array(content)
    if tag == "g":
        return content[0]
    if tag == "lv":
        return list(content)
    if tag == "tv":
        return tuple(content)
    if tag == "l":
        return [unpack__(one) for one in content]
    if tag == "t":
        return tuple(unpack__(one) for one in content)
    if tag == "d":
        return {unpack__(key): unpack__(value) for key, value in content}
    if tag == "set":
        return {unpack__(one) for one in content}
    if tag == "o":
        array = np.empty(len(packed[2]), dtype=object)
        for number, one in enumerate(packed[2]):
            array[number] = unpack__(one)
        return array.reshape(content)
    if tag == "sparse":
        import scipy.sparse
        data, row, column = packed[3:]
        whole = scipy.sparse.coo_matrix((data, (row, column)), shape=tuple(packed[2]))
        return whole.asformat(content) if content in ("csr", "csc", "bsr", "lil", "dok") else whole
    return Opaque()

def is_sparse(value):
    return hasattr(value, "toarray") and hasattr(value, "shape")

def are_csc_matrix_close(one, other):
    return np.allclose(one.toarray(), other.toarray())

def keyed(table):
    """Symbols, as keys and as values, stand for their names."""
    named = lambda one: str(one) if type(one).__module__.split(".")[0] == "sympy" else one
    return {named(key): named(value) for key, value in table.items()}

def are_dicts_close(one, other, atol=1e-8, rtol=1e-5):
    one, other = keyed(one), keyed(other)
    if one.keys() != other.keys():
        return False
    for key, value in one.items():
        partner = other[key]
        if isinstance(value, str):
            if not value == partner:
                return False
            continue
        if is_sparse(value):
            value, partner = value.toarray(), partner.toarray()
        try:
            close = np.allclose(value, partner, atol=atol, rtol=rtol)
        except ValueError:
            close = value == partner
        if not close:
            return False
    return True

def cmp_tuple_or_list(one, other):
    if len(one) != len(other):
        return False
    for value, partner in zip(one, other):
        if isinstance(value, dict):
            close = are_dicts_close(value, partner)
        elif is_sparse(value):
            close = are_csc_matrix_close(value, partner)
        elif isinstance(value, bool):
            close = value == partner
        else:
            try:
                close = np.allclose(value, partner)
            except ValueError:
                close = value == partner
        if not close:
            return False
    return True

def offer_comparisons():
    """Tests import the comparisons from where SciCode's own package has them."""
    path = ""
    for name in ("scicode", "compare", "cmp"):
        path = (path + "." + name).lstrip(".")
        module = sys.modules[path] = types.ModuleType(path)
        module.__path__ = []
    for each in (are_csc_matrix_close, are_dicts_close, cmp_tuple_or_list):
        setattr(module, each.__name__, each)

offer_comparisons()
'''

_BESIDE: Final = '''
space = {"__name__": "__main__", "pack__": pack__}

def step(kind, text, target=None):
    """`load` executes code; `test` executes a test and returns what it saw, one list an assertion."""
    if kind == "load":
        exec(compile(text, "step.py", "exec"), space)
        return True
    seen = []
    space["seen__"] = seen.append
    if kind == "whole":
        space["target"] = unpack__(target)
    exec(compile(text, "test.py", "exec"), space)
    return seen
'''

_APART: Final = '''
space = {"__name__": "tests", "pack__": pack__}

def leaves(value):
    """Numbers in a value, as flat arrays of one kind each."""
    if isinstance(value, dict):
        return [leaf for key in sorted(value, key=str) for leaf in leaves(value[key])]
    if is_sparse(value):
        value = value.toarray()
    if isinstance(value, (list, tuple)):
        try:
            array = np.asarray(value)
        except ValueError:
            array = None
        if array is None or array.dtype.kind not in "biufc":
            return [leaf for one in value for leaf in leaves(one)]
        value = array
    array = np.asarray(value)
    return [array] if array.dtype.kind in "biufc" else []

def error_of(value, target):
    """The largest difference over the largest magnitude wanted; None where the two can't be subtracted."""
    mine, wanted = leaves(value), leaves(target)
    if not wanted or [one.shape for one in mine] != [one.shape for one in wanted]:
        return None
    worst = 0.0
    for one, other in zip(mine, wanted):
        if not other.size:
            continue
        one, other = one.astype(complex), other.astype(complex)
        scale = float(np.max(np.abs(other)))
        difference = float(np.max(np.abs(one - other)))
        if not np.isfinite(difference):
            return None
        worst = max(worst, difference / scale if scale > 0 else difference)
    return worst

def value_of(text):
    return eval(compile(text, "test.py", "eval"), space)

def holds(text):
    assert value_of(text)

def compare(kind, comparisons, seen, target=None):
    """`setup` executes imports and functions of tests, given as the second argument.

    `targets` returns what stands where parts of the target would, by path; `judge` whether all conditions
    hold, what went wrong, and the largest error.
    """
    if kind == "setup":
        exec(compile(comparisons, "tests.py", "exec"), space)
        return True
    if len(seen) != len(comparisons):
        return [False, "an assertion was not reached", None]
    if kind == "targets":
        parts = []
        for (condition, pairs), got in zip(comparisons, seen):
            space["got__"] = [unpack__(one) for one in got]
            parts += [[list(path), pack__(value_of(value))] for path, value, part in pairs]
        return parts
    space["target"] = unpack__(target)
    worst, wrong = None, ""
    for (condition, pairs), got in zip(comparisons, seen):
        space["got__"] = [unpack__(one) for one in got]
        for path, value, part in pairs:
            try:
                error = error_of(value_of(value), value_of(part))
            except Exception:
                error = None
            if error is not None:
                worst = error if worst is None else max(worst, error)
        try:
            holds(condition)
        except AssertionError:
            wrong = wrong or "not as expected"
        except Exception as raised:
            wrong = wrong or "not comparable: " + type(raised).__name__ + ": " + str(raised)[:200]
    return [not wrong, wrong, worst]
'''

BESIDE: Final = _PACKING + _BESIDE
"""Its entry is `step`: all calls of a job share one namespace, as the lines of one script do."""

APART: Final = _PACKING + _APART
"""Its entry is `compare`: it never sees the code under test."""
