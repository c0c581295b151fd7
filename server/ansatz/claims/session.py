"""The session claim: a `>>>` session of the docstring, run in the sandbox, shows what it says."""

import ast
import re
from collections.abc import Sequence
from typing import Final, cast

import numpy as np

from ansatz_sandbox import Call, CallResult, Job, Limits, NotCarried, Outcome, Raised, Returned

from ..core.claim import Basis, Claim, Domain, ShowsSession
from ..core.evidence import Inconclusive, Refuted, Supported, Verdict, Witness
from ..core.spec import Spec
from ..core.text import Span
from ..reading.examples import SKIPPED
from .returned import Array, parts_of

RUNNER: Final = '''

ansatz_ran_ = []


def ansatz_session_(setup, expression):
    """Runs the lines of a session that were not run before, and gives the last one's value in plain types."""
    import numpy

    names = globals()
    names.setdefault("np", numpy)
    try:
        if setup[: len(ansatz_ran_)] != ansatz_ran_:
            ansatz_ran_.clear()
        for line in setup[len(ansatz_ran_) :]:
            exec(line, names)
            ansatz_ran_.append(line)
        value = eval(expression, names)
        ansatz_ran_.append(expression)
    except Exception as error:
        own = ansatz_session_.__code__.co_filename
        step, inside = error.__traceback__.tb_next, False
        while step is not None:
            inside = inside or step.tb_frame.f_code.co_filename == own
            step = step.tb_next
        if inside or "unpack" in str(error):
            raise
        # A line that fails by itself is written for other versions of what it calls, or passes arguments
        # that the signature does not take: no matter of what the function does.
        return "the session failed outside of the function"
    if hasattr(value, "toarray"):
        return value.toarray()
    if isinstance(value, (numpy.ndarray, numpy.generic, tuple, list, dict, bool, int, float, complex, str)):
        return value
    return str(value)
'''
_NUMBER: Final = re.compile(r"-?\d+(?:\.(\d*))?(?:[eE]([+-]?\d+))?")
_FULL: Final = 10
"""Digits from which on a number is shown as it was computed, on another machine with other libraries."""
_SAME_ELSEWHERE: Final = 1e-6
"""Relative; what such numbers may differ by."""
_SINGLE: Final = 1e-6
"""Relative; what the order of a sum may cost where numbers of single precision are added up."""
_NOTHING: Final = 1e-8
_ROUNDING: Final = 1e-11
_LEFTOVER: Final = re.compile(r"\b(\w*err(or)?s?|resid\w*|tol|diff|abs|norm|fun|delta|eps)\b")
"""Names of values that are nought but for rounding."""
_PROMPT: Final = re.compile(r"^[ \t]*(?P<sign>>>>|\.\.\.) ?(?P<code>.*)$")


def sessions_of(spec: Spec, with_examples: bool = False) -> tuple[Claim, ...]:
    """Lines that show a value of the function.

    Calls with literal arguments are examples, which are claims already where an equation says all, and
    are among these `with_examples`. What rests on a line that is skipped is left out with it.
    """
    out: list[Claim] = []
    setup: list[str] = []
    known = frozenset[str]() if with_examples else frozenset(e.source for e in spec.examples)
    skipped: set[str] = set()
    own = re.compile(rf"(?<![\w.]){re.escape(spec.name)}\b")
    for code, shown, start, end in _steps(spec.text):
        if SKIPPED.search(code):
            skipped |= _names_in(code, ast.Store)
        if not shown:
            code = _without_import(code, spec.name)
            setup.append(code)
            continue
        expression, before = _expression(code), tuple(setup)
        if not shown.startswith("Traceback"):
            # What it does to its arguments is seen by the lines below it.
            setup.append(expression or code)
        if (
            expression is None
            or code in known
            or SKIPPED.search(code)
            or skipped & _names_in(code, ast.Load)
            # `np.sinc(x)` shows what the installed routine does, whatever this function does.
            or not own.search("\n".join((*before, code)))
        ):
            continue
        if (
            any(re.search(r"\brandom\b|\bdefault_rng\b", line) for line in (*before, code))
            or numbers_in(shown) is None
        ):
            continue
        number = len(out)
        relation = ShowsSession(before, expression, shown)
        span = Span(spec.span.start + start, spec.span.start + end)
        rests_on = frozenset({Basis("example", "docstring", f"session {number}")})
        text = f"`{code[:60]}` shows {' '.join(shown.split())[:40]}"
        out.append(Claim(f"session/{number}", relation, text, (span,), Domain(()), rests_on))
    return tuple(out[:6])


def _names_in(code: str, context: type[ast.expr_context]) -> set[str]:
    """The names that a line gives a value (`ast.Store`) or uses (`ast.Load`)."""
    try:
        nodes = list(ast.walk(ast.parse(code.strip())))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    return {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, context)}


def _without_import(code: str, name: str) -> str:
    """The line without importing the function itself, which would put the installed one in its place."""
    try:
        body = ast.parse(code.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return code
    if len(body) != 1 or not isinstance(body[0], ast.ImportFrom):
        return code
    kept = [a for a in body[0].names if a.name != name]
    again = [f"{a.asname} = {name}" for a in body[0].names if a.name == name and a.asname]
    if len(kept) == len(body[0].names):
        return code
    body[0].names = kept
    return "\n".join([*([ast.unparse(body[0])] if kept else []), *again]) or "pass"


def _steps(text: str) -> list[tuple[str, str, int, int]]:
    """(code, what is shown below it, start, end) for each statement of the sessions in a text."""
    out: list[tuple[str, str, int, int]] = []
    at = 0
    code: list[str] = []
    shown: list[str] = []
    start = 0

    def close() -> None:
        if code:
            out.append(("\n".join(code), "\n".join(shown).strip(), start, at))

    for line in text.splitlines(keepends=True):
        match = _PROMPT.match(line.rstrip("\r\n"))
        if match and match["sign"] == ">>>":
            close()
            code, shown, start = [match["code"]], [], at
        elif match and code:
            code.append(match["code"])
        elif not line.strip():
            close()
            code, shown = [], []
        elif code:
            shown.append(line)
        at += len(line)
    close()
    return out


def _expression(code: str) -> str | None:
    """The expression whose value is shown; of `print(x)` that is `x`."""
    try:
        node = ast.parse(code.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
        if len(node.args) != 1 or node.keywords:
            return None
        node = node.args[0]
    return ast.unparse(node)


def numbers_in(shown: str) -> tuple[Array, Array] | None:
    """The numbers of a shown value and how far each may be off; None where it holds anything else.

    Printed in full (six decimals or more) they are exact to their last digit. Shortened by hand each
    keeps its own digits, and is cut off as often as rounded.
    """
    text = re.sub(r",\s*dtype=[\w.']+", "", shown)
    text = re.sub(r"\b(np\.|numpy\.)?(array|matrix|asarray|int64|float(64|32)|complex(128|64))\b", "", text)
    if "..." in text or re.search(
        r"[A-Za-z_]", re.sub(r"\b(nan|inf|True|False|e[+-]?\d+|j)\b|(?<=\d)(e[+-]?\d+|j)", "", text)
    ):
        return None
    if not re.search(r"[,(]", text):
        # NumPy's `str` leaves the commas out.
        text = re.sub(r"(?<=[\d.\]])\s+(?=[-\d\[])", ", ", text)
    text = re.sub(r"\bnan\b|\binf\b", "1e999", text)
    try:
        value = ast.literal_eval(text.strip())
        array: Array = np.asarray(_plain(value))
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None
    if array.dtype.kind not in "biufc" or array.size == 0 or array.size > 10_000:
        return None
    room = _room(text, array)
    if array.dtype.kind in "fc" and re.search(r"\b(?:float32|complex64)\b", shown):
        sizes = np.where(np.isfinite(array), np.abs(array), 0.0)
        room = np.maximum(room, _SINGLE * sizes)
    return array, room


def _room(text: str, array: Array) -> Array:
    written = [(m[1] or "", m[2] or "") for m in _NUMBER.finditer(text)]
    if array.dtype.kind in "bui" or len(written) != array.size:
        return np.full(array.shape, 1e-9 if array.dtype.kind in "bui" else 1e-6)
    decimals = [len(d) for d, _ in written]
    most = max(decimals)
    # `0.` beside `0.66` was shortened with it.
    kept = [most if most >= 6 or d == 0 else d for d in decimals]
    powers = [int(e or 0) for _, e in written]
    units = np.asarray(
        [float(f"1e{e - d}") * (1.01 if d >= 2 else 0.51) for d, e in zip(kept, powers, strict=True)]
    ).reshape(array.shape)
    sizes = np.where(np.isfinite(array), np.abs(array), 0.0)
    digits = [len(m[0].lstrip("-0.").partition("e")[0].replace(".", "")) for m in _NUMBER.finditer(text)]
    if max(digits, default=0) >= _FULL:
        units = np.maximum(units, _SAME_ELSEWHERE * sizes)
    # Beside numbers of order one, 1e-17 stands for nought.
    return np.maximum(units, 1e-9 * sizes.max())


def _plain(value: object) -> object:
    parts = cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()
    return parts[0] if len(parts) == 1 else cast("object", value)


def session_job(module: str, relations: Sequence[ShowsSession], limits: Limits) -> Job:
    """All sessions of one module; each sees what the ones before it left."""
    calls = tuple(Call((list(r.setup), r.expression)) for r in relations)
    return Job(f"{module}\n{RUNNER}", "ansatz_session_", calls, limits)


def check_session(relation: ShowsSession, result: CallResult | None, outcome: Outcome) -> Verdict:
    """Compare to the digits shown."""
    found = numbers_in(relation.shown)
    if found is None or result is None or outcome.load_error is not None:
        return Inconclusive("the session shows no numbers, or could not be run")
    wanted, room = found
    if re.match(r"\s*round\s*\(", relation.expression):
        # What was rounded by the example itself is shown in full.
        room = np.minimum(room, 1e-9)
    call = (
        " ".join((*relation.setup[-3:], relation.expression))
        if len(relation.setup) < 4
        else relation.expression
    )
    shown = " ".join(relation.shown.split())[:120]
    match result:
        case Raised(type=kind, message=message, line=line):
            if kind in {"NameError", "SyntaxError", "ModuleNotFoundError"}:
                return Inconclusive(f"the session could not be run: {message}")
            return Refuted(Witness((), f"{shown} for {call}", f"{kind}: {message}"[:200], line))
        case Returned(value=value) if not isinstance(value, NotCarried):
            parts = parts_of(value)
            if parts is None:
                return Inconclusive("the session gave no numbers")
            got = parts[0] if len(parts) == 1 else _together(parts)
            if got is None:
                return Inconclusive("the session gave parts of several shapes")
            # An axis of length one more or less is a matter of how a value is shown.
            if np.squeeze(got).shape == np.squeeze(wanted).shape:
                got = got.reshape(wanted.shape)
            is_near = got.shape == wanted.shape and _near(wanted, got, room)
            if not is_near and _is_leftover(relation.expression, wanted, got):
                return Inconclusive("what is shown is nought but for rounding")
            if is_near:
                return Supported(1)
            return Refuted(
                Witness((), f"{shown} for {call}", " ".join(np.array2string(got, threshold=20).split()))
            )
        case _:
            return Inconclusive("the session did not come to its end")


def _is_leftover(expression: str, wanted: Array, got: Array) -> bool:
    """Whether a shown value is what rounding leaves: tiny, as is what came back or as its name says."""
    with np.errstate(all="ignore"):
        is_tiny = bool(np.all(np.abs(wanted) < _NOTHING))
        if bool(np.all(np.abs(wanted) < _ROUNDING) and np.all(np.abs(got) < _ROUNDING)):
            return True
    return is_tiny and bool(_LEFTOVER.search(expression) or re.search(r"[\w)\]] - [\w(]", expression))


def _together(parts: tuple[Array, ...]) -> Array | None:
    return np.asarray(parts) if len({p.shape for p in parts}) == 1 else None


def _near(wanted: Array, got: Array, room: Array) -> bool:
    with np.errstate(all="ignore"):
        gap = np.abs(got.astype(np.complex128) - wanted.astype(np.complex128))
    same = np.isfinite(wanted) & (gap <= room + 1e-9 * np.abs(wanted))
    # Beyond 1/eps a finite number stands for a pole that rounding missed.
    far = 1.0 / np.finfo(np.float64).eps
    with np.errstate(all="ignore"):
        lost = ~((np.abs(wanted) < far) | (np.abs(got) < far / 10))
    return bool(np.all(same | lost))
