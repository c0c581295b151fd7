"""A routine called with the stub's arguments: bound, set, adapted, unpacked."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .adaptors import axis_setting, drop_missing, observations_first, sort_first
from .angles import angle_settings
from .binding import Assignment, Pair, assign
from .columns import in_columns
from .composition import Composition, NotComposed, Unsettled, call
from .facts import Argument
from .manual import Manual
from .roles import Role
from .settings import Setting, settings_for
from .units import in_like_units, in_wanted_unit
from .unpacking import give_back
from .writing import atom, quoted


def compose_direct(c: Composition, manual: Manual) -> None:
    """Writes the body. Raises NotComposed where something essential is open."""
    query = _query(c, manual) if manual.is_object else None
    arguments = in_columns(c, manual, [a for a in c.facts.arguments if a is not query])
    assignment, settings = bound(c, manual, arguments)
    assignment = _with_products(c, manual, assignment)
    extra = _spacing(c, manual, assignment)
    left = [a for a in assignment.left if a.name not in {name for name, _ in extra}]
    astray = [p for p in assignment.pairs if p.argument.name != p.slot.name and _has_namesake(manual, p)]
    if astray:
        raise NotComposed(f"`{astray[0].argument.name}` would not go where its name says")
    rest = _rest(manual, left)
    if left and not rest:
        raise NotComposed(f"`{left[0].name}` has no place in {manual.routine.name}")
    if assignment.missing:
        raise NotComposed(f"nothing says what {assignment.missing[0].name} is")
    c.use(manual)
    c.pairs += assignment.pairs
    settled(manual, assignment, settings, c)
    _graph_weight(c, manual, assignment, settings)
    data = [
        p.argument for p in assignment.pairs if p.argument.kind in {"array", "table", "unknown", "sparse"}
    ]
    drop_missing(c, [a for a in data if a.kind != "sparse"], manual)
    abscissa = next(
        (p.argument for p in assignment.pairs if "abscissa" in p.slot.roles & p.argument.roles), None
    )
    asked = {p.argument.name for p in assignment.pairs if "query" in p.slot.roles}
    sort_first(
        c, abscissa, [a for a in data if a is not abscissa and a.kind != "number" and a.name not in asked]
    )
    if abscissa is not None:
        c.met.add("uneven")
    observations_first(c, manual, assignment.pairs)
    _of_one_kind(manual, assignment.pairs)
    correlates = manual.entry is not None and manual.entry.unit == "1"
    in_like_units(c, [*assignment.pairs, *_asked(manual, query)], correlates)
    axis = axis_setting(c, manual, data) + angle_settings(c, manual, assignment.pairs)
    positional, keywords = _rendered(c, manual, assignment.pairs, settings)
    positional += [f"*{c.expr(a)}" if a.is_many else c.expr(a) for a in rest]
    _sign(c, [*assignment.pairs])
    keywords += [(slot, f"1 / {name}" if inverse else name) for name, (slot, inverse) in extra] + axis
    _initial(c, manual, keywords)
    c.settings += [(manual, s) for s in settings]
    for pair in assignment.pairs:
        c.vocabulary.append(f"{pair.slot.name} {pair.slot.text[:200]}")
    for setting in settings:
        c.vocabulary.append(f"{setting.slot.name} {setting.slot.text[:300]}")
    expression = call(c.writer.ref(manual.routine.name), positional, keywords)
    if query is not None:
        _evaluated(c, manual, expression, query)
    elif _is_graph_total(c, manual):
        _graph_total(c, expression, settings)
    else:
        give_back(c, manual, expression)


def settled(manual: Manual, assignment: Assignment, settings: Sequence[Setting], c: Composition) -> None:
    """Raises Unsettled where the text leaves a setting open that changes the result."""
    for one in manual.entry.opens if manual.entry is not None else ():
        is_bound = any(p.slot.name == one.option for p in assignment.pairs)
        is_set = any(s.slot.name == one.option for s in settings)
        is_said = any(p.sense.name in one.senses for p in c.found)
        if manual.slot(one.option) is not None and not (is_bound or is_set or is_said):
            raise Unsettled(one.question)


def _asked(manual: Manual, query: Argument | None) -> list[Pair]:
    """The argument at whose values an object is evaluated, as if it were bound."""
    if query is None:
        return []
    slot = replace(manual.slots[0], name="", roles=frozenset[Role]({"query"}))
    return [Pair(slot, query, 4.0, "where it is evaluated")]


def _of_one_kind(manual: Manual, pairs: Sequence[Pair]) -> None:
    """Samples that are compared are all lists or all tables; a correlation takes two lists."""
    compared = [p.argument for p in pairs if p.slot.is_known and "sample" in p.slot.roles]
    kinds = {a.kind for a in compared if a.kind != "unknown"}
    is_correlation = manual.entry is not None and manual.entry.unit == "1" and len(manual.entry.takes) == 2
    if len(compared) > 1 and (len(kinds) > 1 or (is_correlation and "table" in kinds)):
        raise NotComposed("a table is compared with a list")
    parts = {role for p in pairs for role in p.slot.roles}
    wants = set(manual.entry.takes.values()) if manual.entry is not None else set[Role]()
    has_table = any(p.argument.kind == "table" and "ordinate" in p.slot.roles for p in pairs)
    if {"abscissa", "ordinate"} <= wants and has_table and not parts & {"abscissa", "spacing"}:
        raise NotComposed("it is not clear which column is which")


def bound(c: Composition, manual: Manual, arguments: Sequence[Argument]) -> tuple[Assignment, list[Setting]]:
    """Arguments in parameters, and options from the prose; an argument outranks the prose."""
    names = {s.name: a.name for s in manual.slots for a in arguments if a.name == s.name}
    first, _ = settings_for(manual, c.found, (), names)
    fixed = {
        s.slot.name
        for s in first
        if not s.is_default and not any(a.name == s.slot.name or a.roles & s.slot.roles for a in arguments)
    }
    assignment = assign(arguments, manual.slots, fixed)
    filled = {p.slot.name for p in assignment.pairs}
    settings, is_at_odds = settings_for(manual, c.found, filled, names)
    if is_at_odds:
        raise NotComposed("two phrases ask for different settings")
    settled = {s.slot.name for s in settings}
    missing = tuple(s for s in assignment.missing if s.name not in settled)
    return Assignment(assignment.pairs, assignment.left, missing), settings


def _query(c: Composition, manual: Manual) -> Argument:
    """The argument at whose values an object is evaluated."""
    asked = [a for a in c.facts.arguments if "query" in a.roles]
    if len(asked) != 1:
        raise NotComposed(f"it is not clear at which argument {manual.routine.name} is evaluated")
    return asked[0]


def _with_products(c: Composition, manual: Manual, assignment: Assignment) -> Assignment:
    """`A` and `t` as `A * t` where the text's formula has that product in an exponential."""
    numbers = [a for a in assignment.left if a.kind in {"number", "unknown"} and a.kind != "graph"]
    if (
        len(numbers) != len(assignment.left)
        or len(numbers) != 1
        or "exponenti" not in " ".join(manual.identity)
    ):
        return assignment
    t = numbers[0].name
    for pair in assignment.pairs:
        m = re.escape(pair.argument.name)
        between = r"\s*(?:\\[,;]|\*|·|\\cdot|\\,)?\s*"
        product = rf"(?:{m}{between}{re.escape(t)}|{re.escape(t)}{between}{m})"
        one = rf"(?:e\^\{{?\(?|exp\w*[\s(\[{{]*|\\exp\W*)\s*{product}\b"
        if re.search(one, c.facts.text):
            c.exprs[pair.argument.name] = f"{pair.argument.name} * {t}"
            c.adapted.append((f"{pair.argument.name} * {t}", "the formula has the product in the exponent"))
            c.uses_formula = True
            return Assignment(assignment.pairs, (), assignment.missing)
    return assignment


def _spacing(c: Composition, manual: Manual, assignment: Assignment) -> list[tuple[str, tuple[str, bool]]]:
    """A rate for a routine that takes an interval, or the other way round."""
    out: list[tuple[str, tuple[str, bool]]] = []
    filled = {p.slot.name for p in assignment.pairs}
    for argument in assignment.left:
        for have, want in (("rate", "spacing"), ("spacing", "rate")):
            slot = next((s for s in manual.slots if want in s.roles and s.name not in filled), None)
            if have in argument.roles and slot is not None:
                out.append((argument.name, (slot.name, True)))
                c.adapted.append((f"{slot.name} = 1 / {argument.name}", f"{have} to {want}"))
                c.vocabulary.append(slot.text[:200])
    return out


def _rendered(
    c: Composition, manual: Manual, pairs: Sequence[Pair], settings: Sequence[Setting]
) -> tuple[list[str], list[tuple[str, str]]]:
    """Required values by position, the rest by name; what the routine does unasked is left unsaid."""
    values = {p.slot.name: c.expr(p.argument) for p in pairs}
    values |= {s.slot.name: s.value for s in settings if s.slot.is_required}
    positional: list[str] = []
    keywords: list[tuple[str, str]] = []
    is_open = True
    for slot in manual.slots:
        if slot.name in values:
            by_place = (
                is_open
                and not slot.is_keyword
                and (
                    slot.is_required
                    or slot.is_variadic
                    or (
                        len(positional) == 1
                        and slot.position == 1
                        and not slot.takes & {"flag"}
                        and "array" in slot.takes
                        and len(pairs) == 2
                        and manual.routine.name.startswith("scipy.stats")
                    )
                )
            )
            if by_place:
                positional.append(values[slot.name])
            else:
                keywords.append((slot.name, values[slot.name]))
        else:
            is_open = False
    keywords += [(s.slot.name, s.value) for s in settings if not s.is_default and not s.slot.is_required]
    return positional, [(k, _with_numpy(c, v)) for k, v in keywords]


def _with_numpy(c: Composition, value: str) -> str:
    return c.writer.ref("numpy.nan") if value == "np.nan" else value


def _has_namesake(manual: Manual, pair: Pair) -> bool:
    """Whether another parameter has the argument's telling name; single letters tell nothing."""
    return len(pair.argument.name) > 2 and manual.slot(pair.argument.name) is not None


def _rest(manual: Manual, left: Sequence[Argument]) -> list[Argument]:
    """Arrays for a routine that takes any number of samples by position."""
    many = [p for p in manual.routine.parameters if p.kind == "var_positional"]
    if not many or not all(a.kind in {"array", "unknown", "table"} for a in left):
        return []
    return list(left)


def _sign(c: Composition, pairs: Sequence[Pair]) -> None:
    """A stated sign is met where the first sample is the one that the text has larger."""
    phrase = c.phrase("sign")
    if phrase is None or len(pairs) < 2:
        return
    said = phrase.text.lower()
    first, second = (said.find(p.argument.name.lower()) for p in pairs[:2])
    if (
        first >= 0
        and (second < 0 or first < second)
        and {pairs[0].slot.name, pairs[1].slot.name} == {"a", "b"}
    ):
        c.met.add("sign")


def _initial(c: Composition, manual: Manual, keywords: list[tuple[str, str]]) -> None:
    """A running integral as long as its input starts at zero: said so, or the stated shapes do."""
    slot = manual.slot("initial")
    if slot is None or "insert" not in slot.text or any(k == "initial" for k, _ in keywords):
        return
    wanted = c.facts.results[0].dims if c.facts.results else ()
    given = next((a.dims for a in c.facts.arguments if a.dims and a.dims == wanted), None)
    if given is None and not re.search(r"same (?:length|shape|size)", c.facts.text):
        raise NotComposed("it is not said whether the running integral has a value for the first sample")
    keywords.append(("initial", "0"))


def _evaluated(c: Composition, manual: Manual, expression: str, query: Argument) -> None:
    summary = manual.routine.summary.lower()
    wish = "density" if "density" in summary else "spline" if "spline" in summary else "interpolant"
    name = c.writer.fresh(wish)
    c.main_line = c.writer.add(f"{name} = {expression}")
    order = c.phrase("derivative")
    at = c.expr(query)
    if order is not None:
        c.met.add("derivative")
        at = f"{at}, {order.value('{1}')}"
    whole = c.facts.results[0] if c.facts.results else None
    degree = int(order.value("{1}")) if order is not None and order.value("{1}").isdigit() else 0
    c.writer.add(f"return {in_wanted_unit(c, manual, f'{name}({at})', whole, degree)}")
    c.vocabulary.append("evaluate")
    c.adapted.append((f"evaluated at {query.name}", "where the values are asked for"))
    c.met |= {"density"}


def _graph_weight(
    c: Composition, manual: Manual, assignment: Assignment, settings: Sequence[Setting]
) -> None:
    """Which attribute of the edges counts must be said, or that none does."""
    slot = manual.slot("weight") or manual.slot("distance")
    if slot is None or not any(a.kind == "graph" for a in c.facts.arguments):
        return
    if any(s.slot is slot for s in settings) or any(p.slot is slot for p in assignment.pairs):
        return
    if slot.default != "None" and not re.search(r"\bweights?\b", c.facts.text):
        raise NotComposed("it is not said which attribute of the edges counts")


def _is_graph_total(c: Composition, manual: Manual) -> bool:
    first = manual.fields[0].text if manual.fields else ""
    is_graph = bool(re.match(r"\W*(?:NetworkX|nx\.)?\s*(?:Di)?Graph", first))
    return is_graph and bool(re.match(r"\W*(?:the )?(?:total|summed)\b", c.facts.summary, re.IGNORECASE))


def _graph_total(c: Composition, expression: str, settings: Sequence[Setting]) -> None:
    attribute = next((s.value for s in settings if s.slot.name == "weight"), quoted("weight"))
    if attribute == "None":
        raise NotComposed("the total of edges without weights")
    wish = "tree" if "tree" in expression else "subgraph"
    name = c.writer.fresh(wish)
    c.main_line = c.writer.add(f"{name} = {expression}")
    c.writer.add(f"return {atom(name)}.size(weight={attribute})")
    c.vocabulary.append("total sum of edge weights")
    c.adapted.append((f"sum of {attribute} over the edges", "the total is asked for"))
