"""What a text demands between arguments: `0 <= l < n`, `x >= 0`, "must not exceed half of"."""

import re
from collections.abc import Iterator
from typing import Final, Literal, cast

from ...core.inputs import Input, Order

Sign = Literal["<", "<=", ">", ">="]
_TERM: Final = r"[A-Za-z_]\w*|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_CHAIN: Final = re.compile(
    rf"(?<![\w.\])])(?P<first>{_TERM})\s*(?P<s1>[<>]=?)\s*(?P<second>{_TERM})"
    rf"(?:\s*(?P<s2>[<>]=?)\s*(?P<third>{_TERM}))?(?![\w(\[])"
)
_CONDITIONAL: Final = re.compile(
    r"\b(if|when|where|wherever|once|as soon as|while|unlike|whenever)\b[^,;.]*$"
)
_TYPOGRAPHY: Final = (
    ("≤", "<="), ("≥", ">="), ("−", "-"), ("\\leq", "<="), ("\\geq", ">="), ("\\le", "<="), ("\\ge", ">="),
    ("⩽", "<="), ("⩾", ">="), ("\\lt", "<"), ("\\gt", ">"), ("\\ell", "l"), ("`", ""), ("\\", ""),
    (">>>", "   "),
)  # fmt: skip


def plain_signs(text: str) -> str:
    """Comparison signs in ASCII."""
    for written, meant in _TYPOGRAPHY:
        text = text.replace(written, meant)
    return text


def chains(text: str, names: frozenset[str]) -> Iterator[tuple[tuple[Order, ...], str]]:
    """Comparisons between arguments and numbers with the text in front of each, back to its sentence."""
    plain = plain_signs(text)
    for match in _CHAIN.finditer(plain):
        parts = [match["first"], match["second"], *([match["third"]] if match["third"] else [])]
        terms = [_term(part, names) for part in parts]
        if any(t is None for t in terms) or all(isinstance(t, float) for t in terms):
            continue
        before = re.split(r"(?<=[.;])\s|\n\s*\n|\n\s*\w+\s*:", plain[: match.start()])[-1]
        if _is_part(before, plain[match.end() :], names):
            continue
        signs = [match["s1"], *([match["s2"]] if match["s2"] else [])]
        known = [t for t in terms if t is not None]
        yield (
            tuple(Order(known[n], cast("Sign", sign), known[n + 1]) for n, sign in enumerate(signs)),
            " ".join(before.split()),
        )


def _is_part(before: str, after: str, names: frozenset[str]) -> bool:
    """Whether the outer terms of a chain are parts of longer ones: `alpha + beta < 1`, `x < 2 a b`."""
    last = re.search(r"([A-Za-z_]\w*|\d+(?:\.\d+)?)\s+$", before)
    following = re.match(r"\s*[*/^+]|\s*-?\s*([A-Za-z_]\w*)", after)
    goes_on = following is not None and (following.group(1) is None or following.group(1) in names - {"a"})
    return (
        bool(re.search(r"(?:[*/^+]|\s-)\s*$", before))
        or goes_on
        or (last is not None and (last.group(1) in names - {"a"} or last.group(1)[0].isdigit()))
    )


def orders_in(text: str, names: frozenset[str]) -> tuple[Order, ...]:
    """What inputs must satisfy. Conditions ("when x > 0") are none; "ValueError if x < 0" turns round."""
    out: list[Order] = []
    stems = {n[:-1] for n in names if n.endswith("1") and f"{n[:-1]}2" in names} - names
    for number in "12" if stems else "":
        # `0 <= k <= n` of k1, k2, n1 and n2.
        numbered = re.sub(rf"(?<!\w)({'|'.join(map(re.escape, sorted(stems)))})(?=\s*[<>≤≥]|\s*$)"
                          rf"|(?<=[<>=≤≥] )({'|'.join(map(re.escape, sorted(stems)))})(?!\w)",
                          lambda m, n=number: f"{m.group()}{n}", text)  # fmt: skip
        if numbered != text:
            out.extend(_plain_orders(numbered, names))
    return tuple(dict.fromkeys([*out, *_plain_orders(text, names)]))


def _plain_orders(text: str, names: frozenset[str]) -> tuple[Order, ...]:
    out: list[Order] = []
    for found, before in chains(text, names):
        if re.search(r"\b(raises?|error|invalid|not allowed)\b[^.;]*\b(if|when|for)\b[^,;.]*$", before, re.I):
            if len(found) == 1:
                out.append(_turned(found[0]))
            continue
        if _CONDITIONAL.search(before):
            continue
        out.extend(found)
    return tuple(dict.fromkeys(out))


def _turned(order: Order) -> Order:
    opposite = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
    return Order(order.left, cast("Sign", opposite[order.sign]), order.right)


def _term(text: str, names: frozenset[str]) -> str | float | None:
    if text in names:
        return text
    try:
        return float(text)
    except ValueError:
        return None


def natural_orders(inputs: tuple[Input, ...], said: dict[str, str]) -> tuple[Order, ...]:
    """What follows from pairs of names: a lower limit lies below the upper one."""
    names = {i.name for i in inputs}
    pairs = (
        ("lo", "hi"), ("low", "high"), ("lower", "upper"), ("x_min", "x_max"), ("xmin", "xmax"), ("t0", "t1"),
        ("t_min", "t_max"), ("r_min", "r_max"), ("f_min", "f_max"), ("fmin", "fmax"),
    )  # fmt: skip
    return tuple(Order(a, "<", b) for a, b in pairs if {a, b} <= names)
