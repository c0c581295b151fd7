"""Spec to the model of its inputs: kinds, axes, ties and ranges, from annotations, defaults and words."""

import ast
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...core.inputs import Dim, ElementKind, Input, InputModel, Trait
from ...core.spec import Bounds, Parameter, Spec
from ...reading.phrases import bounds_of
from . import words
from .demands import Found, demands_in
from .fitted import fit_in
from .orders import natural_orders, orders_in
from .saying import sayings
from .shapes import Shape, indices_of, shapes_in
from .structures import NODES, is_node, structure_of

_ARRAY_TYPE: Final = re.compile(
    r"\b(ndarray|array|array_like|arraylike|sequence|list|series|iterable)\b", re.IGNORECASE
)


_MEMBERS: Final = re.compile(
    r"\W*(?:tuple|pair|triple)\b[^()\[]{0,30}\((?P<names>[A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*){1,5})\)"
)
"""A tuple whose members the text names: `tuple (A, n, T0)`."""
_FEW: Final = re.compile(
    r"\W*(?:int(?:eger)?\W+)?(?:either |one of )?(?P<few>\{?-?\d+(?:, ?-?\d+)*,? ?(?:or|and|,) "
    r"?-?\d+\}?)(?=[.,;:)\s]|$)"
)
"""Whole numbers that are listed one by one: `1 or 2`, `one of 1, 2, 3`."""


def model_of(spec: Spec) -> InputModel:
    """The inputs that the text speaks of; what it leaves open is a guess and marked as one."""
    said = sayings(spec)
    names = frozenset(p.name for p in spec.parameters)
    orders = orders_in(spec.text, names)
    joint = demands_in(spec)
    described = [_without_demands(p, joint) for p in spec.parameters if not p.kind.startswith("var")]
    inputs = tuple(_input(p, _without(said[p.name], joint), spec) for p in described)
    inputs = _with_nodes(inputs, spec, said)
    compared = {side for order in orders for side in (order.left, order.right)}
    # A range in other words (`between 0 and 1`) stays beside what a comparison elsewhere says.
    compared = {
        n for n in compared if not re.search(r"\b(between|from|in) \S+ ?\S* (and|to|,)", said.get(str(n), ""))
    }
    inputs = tuple(replace(i, bounds=Bounds()) if i.name in compared else i for i in inputs)
    if re.search(r"\bchain\b[^.]*(\.[^.]*)?\bmay be periodic\b", " ".join(spec.text.split())):
        cyclic: frozenset[Trait] = frozenset({"cyclic"})
        inputs = tuple(
            replace(i, traits=i.traits | cyclic) if "rows sum to one" in i.traits else i for i in inputs
        )
    inputs = _with_common_shape(inputs, spec)
    inputs, factors = _with_subsystems(inputs, said)
    inputs = _tied(inputs, spec)
    fit = fit_in(spec.text, inputs, said)
    demands = tuple(f.demand for f in joint)
    return InputModel(inputs, (*orders, *natural_orders(inputs, said)), factors, fit, demands)


def _without_demands(p: Parameter, joint: Sequence[Found]) -> Parameter:
    """An argument of which no part of a joint demand is taken for its own range."""
    cut = _without(p.description, joint)
    return p if cut == " ".join(p.description.split()) else replace(p, bounds=bounds_of(cut))


def _without(says: str, joint: Sequence[Found]) -> str:
    plain = " ".join(says.split())
    found = [
        re.sub(r" [<>]=? ", lambda m: rf" ?{m.group().strip()} ?", re.escape(f.text).replace(r"\ ", " "))
        for f in joint
    ]
    for pattern in found:
        plain = re.sub(pattern, " ", plain)
    return plain if any(re.search(p, " ".join(says.split())) for p in found) else says


def _input(p: Parameter, says: str, spec: Spec) -> Input:
    annotation = p.annotation or ""
    default = p.default
    said = f"{annotation} ; {says}" if annotation else says
    simple = _simple(p, said, annotation, default) or structure_of(p, said, spec.text)
    if simple is not None:
        return simple
    if (members := _MEMBERS.match(says)) is not None:
        names = re.findall(r"[A-Za-z_]\w*", members["names"])
        runs = re.fullmatch(
            r"(?:a|lo|low|lower|\w*min|start|t0|x0),(?:b|hi|high|upper|\w*max|stop|"
            r"end|t1|x1)",
            ",".join(names),
        )
        traits: frozenset[Trait] = frozenset({"increasing"}) if runs else frozenset()
        return Input(
            p.name, "array", (len(names),), traits=traits, default=default, is_stated=True, as_list=True
        )
    if annotation in {"int", "float", "complex"} or re.search(r"\((int|integer|float)\)", p.description):
        # What the text says of a lattice of so many sites is nothing about the number.
        plain = annotation or re.findall(r"\((int|integer|float)\)", p.description)[0]
        count = _is_integer(p, said, annotation, default) or plain.startswith("int")
        return _number(p, says, said, count, elementwise=False, stated=True)
    if not p.description and _counts_things(p, spec.text):
        return _number(p, "", annotation, integer=True, elementwise=False, stated=True)
    shapes = shapes_in(says)
    indexed = indices_of(p.name, spec.text)
    scalar_or_array = re.search(
        r"\b(scalars?|numbers?|floats?)\b[^.;]{0,25}\bor\b[^.;]{0,30}\b(arrays?|ndarray|list|sequence)|"
        r"\barray[_-]like\b|may be an array|\barrays? (of them|allowed)|\bor (an )?(nd)?array|"
        r"float\s*\|\s*np\.ndarray|or arrays? of\b|scalar or|ArrayLike",
        said,
    )
    integer = _is_integer(p, said, annotation, default)
    # `array_like, shape (n,)` is what may be turned into an array of that shape.
    has_shape = re.search(r"\barray[_-]like\b(?: of \w+)?,? (?:of |with )?shape\b", says)
    is_open = scalar_or_array and not has_shape and (not shapes or _comes_first(scalar_or_array, says))
    if shapes and shapes[0].dims and not is_open:
        return _array(p, says, said, shapes[0], stated=True)
    own = says.split(" ; ")[0]
    if scalar_or_array and scalar_or_array.group() in own and not shapes_in(own):
        return _number(p, says, said, integer, elementwise=True, stated=True)
    if indexed and indexed <= 3 and not integer:
        square = indexed == 2 and re.search(
            r"\bchain|transition|from \w+ \w+ to|drives|neighbou?rs?\b", spec.text
        )
        axes = tuple(f"{p.name}.{0 if square else n}" for n in range(indexed))
        return _array(p, says, said, Shape(axes), stated=indexed == 1 or bool(square))
    if words.GRID_NAMES.match(p.name) and not p.default and annotation not in {"float", "int"}:
        return _array(p, says, said, Shape((f"{p.name}.0", f"{p.name}.1")), stated=False)
    if words.MATRIX.search(said) and not scalar_or_array:
        square = bool(
            re.search(
                r"\b(square|adjacency|covariance|kernel matrix|operator|distance|density|hermitian|symmetric|"
                r"transition|stochastic|unitary|positive[- ]definite)\b",
                said,
                re.I,
            )
        )
        return _array(
            p, says, said, Shape((f"{p.name}.0", f"{p.name}.0" if square else f"{p.name}.1")), stated=square
        )
    if is_open or scalar_or_array:
        return _number(p, says, said, integer, elementwise=True, stated=True)
    if annotation in {"float", "int", "complex"} or _is_literal_number(default):
        return _number(p, says, said, integer, elementwise=False, stated=True)
    if _ARRAY_TYPE.search(annotation) or _speaks_of_many(p, said):
        stated = bool(
            re.search(r"\b(1-?d|sequence|vector|list|one-dimensional|array of|samples|measurements)\b", said)
        )
        length = re.search(r"\blength ([A-Z])\b", own)
        axis = length.group(1) if length else f"{p.name}.0"
        return _array(p, says, said, Shape((axis,)), stated=stated or bool(length))
    return _number(p, says, said, integer, elementwise=False, stated=bool(says) and integer)


def _with_nodes(inputs: tuple[Input, ...], spec: Spec, said: dict[str, str]) -> tuple[Input, ...]:
    """Numbers of nodes lie within the graph that another argument is."""
    has_graph = any(i.kind == "structure" and i.choices[0] != "named" for i in inputs)
    nodes = {p.name for p in spec.parameters if is_node(p, said[p.name], has_graph)}
    return tuple(
        Input(i.name, "integer", bounds=Bounds(0, NODES - 1), is_stated=True) if i.name in nodes else i
        for i in inputs
    )


def _simple(p: Parameter, said: str, annotation: str, default: str | None) -> Input | None:
    """Arguments that are no numbers: generators, functions, switches, options."""
    name = p.name
    # `rs > 0` is a number (a radius), whatever its name is short for elsewhere.
    is_number = name == "rs" and (p.bounds != Bounds() or p.unit is not None)
    if (
        (words.GENERATOR.match(name) and not is_number)
        or re.search(r"\b(Generator|RandomState)\b", annotation)
        or re.search(r"\b(np\.random\.Generator|random (number )?generator|default_rng)\b", said)
    ):
        return Input(name, "generator", default=default, is_stated=True)
    if name in {"seed", "random_seed"}:
        return Input(name, "integer", bounds=Bounds(0, 1000), default=default, is_stated=True)
    if _is_function(name, said, annotation, default):
        takes = re.search(rf"(?<!\w){re.escape(name)}\(([^()]*)\)", said)
        count = len(takes.group(1).split(",")) if takes else 1
        positive: frozenset[Trait] = frozenset({"any sign"})
        traits = positive if re.search(r"\b(pdf|densit|positive)", said) else frozenset[Trait]()
        return Input(name, "function", takes=count, default=default, is_stated=True, traits=traits)
    value = _literal(default)
    if isinstance(value, bool) or annotation == "bool":
        return Input(name, "boolean", default=default, is_stated=True)
    choices = tuple(dict.fromkeys(re.findall(r"""['"‘’“”`]([a-z][\w -]{0,20})['"‘’“”`]""", said)))
    if isinstance(value, str) or annotation == "str" or "Literal[" in annotation:
        found = tuple(dict.fromkeys((*((value,) if isinstance(value, str) else ()), *choices)))
        return Input(name, "text", choices=found or ("a",), default=default, is_stated=bool(found))
    if re.match(r"^\{\s*['\"]", said) and choices:
        return Input(name, "text", choices=choices, default=default, is_stated=True)
    return None


def _counts_things(p: Parameter, text: str) -> bool:
    """`draws n samples`: an argument without an entry that stands in front of what it counts."""
    if not words.COUNTS.match(p.name) or _is_of_many(p.annotation):
        return False
    return (
        re.search(rf"(?<![\w.]){re.escape(p.name)}`{{0,2}}\s+(?:[a-z]+\s+){{0,2}}?{words.COUNTED}\b", text)
        is not None
    )


def _is_of_many(annotation: str | None) -> bool:
    """Whether an annotation says that there is more than one value."""
    return annotation is not None and _ARRAY_TYPE.search(annotation) is not None


def _is_function(name: str, said: str, annotation: str, default: str | None) -> bool:
    if _is_literal_number(default) or annotation in {"float", "int"}:
        return False
    if "Callable" in annotation or words.SAID_FUNCTION.search(said):
        return True
    is_called = re.search(rf"(?<!\w){re.escape(name)}\s*\(", said) is not None
    return words.FUNCTION.match(name) is not None and is_called


def _is_integer(p: Parameter, said: str, annotation: str, default: str | None) -> bool:
    if annotation == "float" or isinstance(_literal(default), float):
        return False
    if words.MANY.search(said) or re.search(r"\[[^\]]*/[^\]]*\]|\brad\b", said[:60]):
        return False
    opening = re.match(r"\W*(int|integer)\b", said)
    value = _literal(default)
    return bool(
        p.is_integer
        or annotation == "int"
        or opening
        or (isinstance(value, int) and not isinstance(value, bool))
        or re.search(r"\b(non-?negative|positive) integers?\b", said[:120])
        or (
            words.COUNTS.match(p.name)
            and not re.search(r"\bfloat\b|\[|\barray\b|mass", said[:60])
            and not p.unit
        )
        or (words.INTEGER.search(said[:60]) and not re.search(r"\barray|shape", said[:60]))
    )


def _number(p: Parameter, says: str, said: str, integer: bool, elementwise: bool, stated: bool) -> Input:
    kind = "integer" if integer else "number"
    bounds = p.bounds or bounds_of(_without_cases(says)) or Bounds()
    least = re.search(r"\bat least (\d+(?:\.\d+)?)(?![\w%])", says.split(" ; ")[0])
    if bounds.low is None and least:
        bounds = replace(bounds, low=float(least.group(1)))
    if integer and bounds == Bounds() and (few := _FEW.match(says)):
        listed = [int(n) for n in re.findall(r"-?\d+", few.group("few"))]
        if sorted(listed) == list(range(min(listed), max(listed) + 1)):
            bounds = Bounds(min(listed), max(listed))
    traits = words.traits_of(p.name, says, False, None)
    if elementwise and words.GRID.search(says):
        grid: frozenset[Trait] = frozenset({"increasing"})
        traits |= grid
    if integer and re.search(
        r"^\W*(an? |int, )?odd\b|\bmust be odd\b|\bodd (length|number|integer|size)", says
    ):
        odd: frozenset[Trait] = frozenset({"odd"})
        traits |= odd
    if integer and re.search(
        r"^\W*(an? |int\W+)?even\b|\bmust be even\b|\beven (number|integer|size)", says, re.IGNORECASE
    ):
        even: frozenset[Trait] = frozenset({"even"})
        traits |= even
    if integer and re.search(r"\bpower of (two|2)\b", says[:120]):
        binary: frozenset[Trait] = frozenset({"power of two"})
        traits |= binary
    complex_ = re.search(r"\bcomplex\b", said) is not None
    return Input(
        p.name,
        kind,
        bounds=bounds,
        traits=traits,
        elements="complex" if complex_ else "integer" if integer else "real",
        elementwise=elementwise,
        scale=_scale(p, says),
        default=p.default,
        is_stated=stated,
    )


def _array(p: Parameter, says: str, said: str, shape: Shape, stated: bool) -> Input:
    traits = set(words.traits_of(p.name, says, True, None if shape.leads else len(shape.dims)))
    # A scalar in parentheses, as in "(3,) position", is a vector in space.
    elements: ElementKind = "real"
    if re.search(r"\bbool(ean)?s?\b|\bTrue\b[^.;]{0,60}\bFalse\b|\bboolean mask\b", said[:160]):
        elements = "boolean"
    elif "signs" in traits or "labels" in traits or re.search(r"\b(integers?|counts|int)\b", said[:160]):
        elements = "integer"
    if re.search(r"\bcomplex\b", said) or traits & {"hermitian"}:
        elements = "complex"
    if words.COORDINATES.search(said) and not traits & {"labels"}:
        traits |= {"any sign"}
    bounds = Bounds() if "labels" in traits else _bounds_of_values(says) or Bounds()
    if re.search(r"\buint8\b|\b8[- ]bit\b", said):
        elements, bounds = "integer", bounds if bounds.high is not None else Bounds(0, 255)
    label_of: Dim | None = None
    if "labels" in traits:
        found = re.search(r"\b0\s*(?:,?\s*\.\.\.?,?|…|to|-|–)\s*([A-Za-z]\w*)\s*[-−–]\s*1", says)
        label_of = found.group(1) if found else None
    square = re.search(r"\bsquare\b", said) and len(shape.dims) == 2
    dims = (shape.dims[0], shape.dims[0]) if square else shape.dims
    return Input(
        p.name,
        "array",
        dims=dims,
        leads=shape.leads,
        elements=elements,
        bounds=bounds,
        traits=frozenset(traits),
        scale=_scale(p, says),
        default=p.default,
        label_of=label_of,
        is_stated=stated,
        as_list=bool(re.match(r"\W*(list|tuple|sequence) of", said)),
        may_be_nan=bool(re.search(r"\bnan\b", said, re.I)),
    )


def _bounds_of_values(says: str) -> Bounds | None:
    """A range of the values; a shape's numbers and indices are none."""
    plain = re.sub(r"[\[(][^\])]*[\])]", " ", says)
    plain = re.sub(r"\b(length|size|number|N|n|T)\s*\w*\s*(>=?|≥)\s*\d+", " ", plain)
    return bounds_of(plain)


def _without_cases(says: str) -> str:
    """What is said without the conditions of cases, which are no ranges: `… for |x| <= 1 and 0 otherwise`."""
    parts = says.split(" ; ")
    return " ; ".join(
        part
        for place, part in enumerate(parts)
        if place == 0 or not (part.startswith("|") or re.search(r"\b(otherwise|else)\b", part))
    )


def _speaks_of_many(p: Parameter, said: str) -> bool:
    if p.extent == "vector" or words.MANY.search(said):
        return True
    if re.match(r"^\w+_(grid|eval|edges|times|points|list|values)$", p.name):
        return True
    if re.match(r"\W*(float|int|number|scalar)\b", said):
        return False
    plural = re.match(r"^(x|y|t|xs|ys|data|obs|values|times|samples|signal|counts|weights|points)$", p.name)
    return bool(words.SEQUENCE.search(said[:120])) and (
        bool(plural) or bool(re.search(r"\b\w+s\b", said[:80]))
    )


def _scale(p: Parameter, says: str) -> float:
    """A physical magnitude, from the unit and the name of the quantity."""
    unit = p.unit.text if p.unit else (re.search(r"\[([^\[\]]{1,12})\]", says) or [None, ""])[1]
    if unit in {"K", "kelvin"}:
        return 300.0
    if unit == "nm":
        return 500.0
    # A box holds many of whatever is measured inside it.
    return 20.0 if re.search(r"\b(box|edge lengths|cell lengths)\b", f"{p.name} {says[:60]}") else 1.0


def _literal(default: str | None) -> object:
    if default is None:
        return None
    try:
        return ast.literal_eval(default)
    except (ValueError, SyntaxError):
        return None


def _is_literal_number(default: str | None) -> bool:
    value = _literal(default)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _with_common_shape(inputs: tuple[Input, ...], spec: Spec) -> tuple[Input, ...]:
    """A shape stated for all undescribed arguments at once: "points are Cartesian ... of shape (3,)"."""
    if any(i.is_stated for i in inputs) or not inputs:
        return inputs
    shapes = [s for s in shapes_in(spec.text) if s.dims]
    if not shapes or len(shapes[0].dims) != 1 or not words.COORDINATES.search(spec.text):
        return inputs
    dims = shapes[0].dims
    return tuple(
        Input(i.name, "array", dims, leads=len(shapes) > 1 and shapes[1].dims[-1:] == dims,
              traits=frozenset[Trait]({"any sign"}), is_stated=True)
        for i in inputs
    )  # fmt: skip


def _with_subsystems(
    inputs: tuple[Input, ...], said: dict[str, str]
) -> tuple[tuple[Input, ...], tuple[tuple[str, str], ...]]:
    """`dims` of a composite system multiply to the side of its matrix; `keep` picks among them."""
    dims = next(
        (
            i
            for i in inputs
            if re.search(r"\bdimensions of the (factors|subsystems|parts|components)", said[i.name])
        ),
        None,
    )
    matrix = next((i for i in inputs if len(i.dims) == 2 and i.dims[0] == i.dims[1]), None)
    if dims is None or matrix is None:
        return inputs, ()
    side = str(matrix.dims[0])
    out: list[Input] = []
    for i in inputs:
        if i.name == dims.name:
            i = Input(
                i.name, "array", (f"{i.name}.0",), elements="integer", bounds=Bounds(2, 3),
                default=i.default, is_stated=True, as_list=True,
            )  # fmt: skip
        elif i is not matrix and re.search(r"\b(subsystems?|factors?|parts?)\b", said[i.name]):
            i = Input(
                i.name, "array", (f"{i.name}.0",), elements="integer", default=i.default, is_stated=True,
                traits=frozenset[Trait]({"labels", "distinct"}), label_of=f"{dims.name}.0", as_list=True,
            )  # fmt: skip
        elif i is matrix:
            i = Input(
                i.name, "array", matrix.dims, elements="complex", traits=i.traits, default=i.default,
                is_stated=True,
            )  # fmt: skip
        out.append(i)
    return tuple(out), ((dims.name, side),)


def _tied(inputs: tuple[Input, ...], spec: Spec) -> tuple[Input, ...]:
    """Vectors of open length share one, unless the text says that they need not."""
    if re.search(
        r"need not (be of|have) the same length|independent samples|different lengths|"
        r"unequal (sizes|lengths)",
        " ".join(spec.text.split()),
        re.IGNORECASE,
    ):
        return inputs
    named = [d for i in inputs for d in i.dims if isinstance(d, str) and "." not in d]
    one = next((i.dims[0] for i in inputs if len(i.dims) == 1 and i.dims[0] in named), None)
    open_ = [i for i in inputs if i.kind == "array" and len(i.dims) == 1 and str(i.dims[0]) == f"{i.name}.0"]
    taken = {i.name for i in inputs if i.traits & {"labels"} and i.as_list}
    open_ = [i for i in open_ if i.name not in taken and not i.as_list]
    if not open_:
        return inputs
    common: Dim = "*" if one is None or any(len(i.dims) > 1 for i in inputs) else one
    names = {i.name for i in open_} if len(open_) > 1 or one is not None else set[str]()
    return tuple(replace(i, dims=(common,)) if i.name in names else i for i in inputs)


def _comes_first(found: re.Match[str], says: str) -> bool:
    """Whether "scalar or array" stands in the argument's own entry rather than in a later sentence."""
    return found.group() in says.split(" ; ")[0]
