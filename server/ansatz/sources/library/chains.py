"""Two routines in a row where one alone does not answer: clusters from a linkage, neighbours from a tree."""

import re
from collections.abc import Sequence

from .binding import Pair
from .composition import Composition, NotComposed
from .direct import bound
from .facts import Argument
from .manual import Manual, read_manual
from .words import is_alike, stem, words


def is_linkage(manual: Manual) -> bool:
    """Whether the routine builds a hierarchy that labels are cut from."""
    return manual.routine.name.endswith("cluster.hierarchy.linkage")


def is_tree(manual: Manual) -> bool:
    """Whether the routine is a k-d tree, which answers queries for neighbours."""
    return manual.routine.name.rsplit(".", 1)[-1] in {"KDTree", "cKDTree"}


def compose_clusters(c: Composition, manual: Manual) -> None:
    """Linkage, then a cut into a number of clusters or at a distance. Raises NotComposed."""
    tables = [a for a in c.facts.arguments if a.kind == "table"]
    cuts = [a for a in c.facts.arguments if a.kind != "table"]
    if len(tables) != 1 or len(cuts) != 1:
        raise NotComposed("a clustering takes a table and where to cut")
    table, cut = tables[0], cuts[0]
    criterion = _criterion(cut)
    if "distances" in table.roles or len(set(table.dims)) == 1 == len(table.dims) - 1:
        raise NotComposed("a table of distances and not of observations")
    found = c.search.routine("scipy.cluster.hierarchy.fcluster")
    if found is None:
        raise NotComposed("fcluster is not installed")
    assignment, settings = bound(c, manual, tables)
    if assignment.left or assignment.missing or not any(s.slot.name == "method" for s in settings):
        raise NotComposed("it is not said by which linkage")
    cutting = read_manual(found)
    c.use(manual)
    c.use(cutting)
    slot = cutting.slot("t")
    if slot is None:
        raise NotComposed("fcluster takes no cut")
    c.pairs += [*assignment.pairs, Pair(slot, cut, 4.0, f"cut by {criterion}")]
    c.settings += [(manual, s) for s in settings]
    c.adapted.append((f'criterion="{criterion}"', cut.text or cut.name))
    options = "".join(f", {s.slot.name}={s.value}" for s in settings)
    merges = c.writer.let("merges", f"{c.writer.ref(manual.routine.name)}({table.name}{options})")
    c.main_line = c.writer.add(
        f'return {c.writer.ref(cutting.routine.name)}({merges}, {cut.name}, criterion="{criterion}")'
    )
    c.vocabulary.append("labels groups clusters number of clusters flat")


def _criterion(cut: Argument) -> str:
    said = f"{cut.name} {cut.text}"
    if re.search(r"number of|how many|\bcount\b", said, re.IGNORECASE):
        return "maxclust"
    if re.search(r"distance|height|threshold|dissimilarity", said, re.IGNORECASE):
        return "distance"
    raise NotComposed("it is not said whether a number of clusters or a distance is given")


def compose_neighbours(c: Composition, manual: Manual) -> None:
    """A tree of one set of points, asked for the nearest to each of another. Raises NotComposed."""
    tables = [a for a in c.facts.arguments if a.kind == "table"]
    counts = [a for a in c.facts.arguments if a.kind in {"integer", "unknown"} and "neighbours" in a.roles]
    if len(tables) != 2 or len(tables) + len(counts) != len(c.facts.arguments) or len(counts) > 1:
        raise NotComposed("neighbours are looked for between two tables of points")
    tree_of = _nearest_of(c, tables)
    asked = next(t for t in tables if t is not tree_of)
    wanted = c.facts.result_text or c.facts.summary
    says_distance = bool(re.search(r"\bdistances?\b", wanted, re.IGNORECASE))
    says_index = bool(re.search(r"\b(?:index|indices|row numbers?)\b", wanted, re.IGNORECASE))
    if says_distance == says_index:
        raise NotComposed("it is not said whether distances or indices are wanted")
    c.use(manual)
    c.met |= {"euclidean"}
    c.vocabulary.append("nearest neighbour distance index query points number of neighbours")
    slot = manual.slots[0]
    c.pairs += [
        Pair(slot, tree_of, 4.0, "the points that are looked through"),
        Pair(slot, asked, 4.0, "the points asked for"),
    ]
    k = f", k={counts[0].name}" if counts else ""
    if counts:
        c.pairs.append(Pair(slot, counts[0], 4.0, "how many neighbours"))
    tree = c.writer.let("tree", f"{c.writer.ref(manual.routine.name)}({tree_of.name})")
    names = (c.writer.fresh("distance"), "_") if says_distance else ("_", c.writer.fresh("index"))
    c.main_line = c.writer.add(f"{', '.join(names)} = {tree}.query({asked.name}{k})")
    c.writer.add(f"return {names[0] if says_distance else names[1]}")
    c.adapted.append(("the tree's query", "distances" if says_distance else "indices"))


def _nearest_of(c: Composition, tables: Sequence[Argument]) -> Argument:
    """The table among whose points the nearest is sought: `the nearest station`."""
    named: list[Argument] = []
    for found in re.finditer(r"\b(?:nearest|closest)\s+((?:\w+\s*){1,2})", c.facts.text, re.IGNORECASE):
        for word in words(found[1]):
            named += [t for t in tables if is_alike(stem(word), stem(t.name))]
    if len({t.name for t in named}) != 1:
        raise NotComposed("it is not clear among which points the nearest is sought")
    return named[0]
