"""An estimator made with its settings and fitted to a table: components, clusters, scaled columns."""

from .composition import Composition, NotComposed, call
from .direct import bound, settled
from .manual import Manual
from .unpacking import give_back

_TABLE = "{observations}"


def is_estimator(manual: Manual) -> bool:
    """Whether the object is made first and takes its data afterwards."""
    return manual.entry is not None and any(_TABLE in g.then for g in manual.entry.gives)


def compose_estimator(c: Composition, manual: Manual) -> None:
    """Writes the body. Raises NotComposed."""
    tables = [a for a in c.facts.arguments if a.kind == "table"]
    if len(tables) != 1:
        raise NotComposed(f"{manual.routine.name} is fitted to one table")
    rest = [a for a in c.facts.arguments if a is not tables[0]]
    assignment, settings = bound(c, manual, rest)
    if assignment.left:
        raise NotComposed(f"`{assignment.left[0].name}` has no place in {manual.routine.name}")
    if assignment.missing:
        raise NotComposed(f"nothing says what {assignment.missing[0].name} is")
    c.use(manual)
    c.pairs += assignment.pairs
    settled(manual, assignment, settings, c)
    c.settings += [(manual, s) for s in settings]
    c.exprs[_TABLE] = tables[0].name
    c.adapted.append((f"fitted to {tables[0].name}", "the only table"))
    keywords = [(p.slot.name, c.expr(p.argument)) for p in assignment.pairs]
    keywords += [(s.slot.name, s.value) for s in settings if not s.is_default]
    give_back(c, manual, call(c.writer.ref(manual.routine.name), [], keywords))
