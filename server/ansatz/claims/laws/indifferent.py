"""What a text says does not matter, in its own words: which comes first, order, scale, offset, sign.

Each function finds such sentences for one law; the laws themselves are tried elsewhere.
"""

import re
from typing import Final

from ...core.claim import HasProperty
from ...core.inputs import Input, InputModel
from ...core.spec import Spec
from .law import Stated, find, find_all, sentence_at, span_of
from .speaking import argument_called, pairs_of, passages, place_of, running_text
from .values import results_of

NO_MATTER: Final = (
    r"(?:(?:does not|do not|doesn't|don't) (?:matter|count|change (?:anything|it|the (?:result|value|"
    r"answer))|"
    r"affect (?:it|the \w+)|enter)|(?:is|are) (?:irrelevant|immaterial|of no (?:importance|consequence))|"
    r"(?:plays?|has|have) no (?:role|influence|effect|part)|makes? no difference|is arbitrary)"
)
"""Behind what does not matter."""
CHANGES_NOTHING: Final = (
    r"(?:changes? nothing|(?:does not|do not|doesn't|don't) (?:change|affect|alter) (?:anything|it|the \w+)|"
    r"leaves? (?:it|the \w+|everything) (?:unchanged|as (?:it|they) (?:is|was|are)|invariant|the same)|"
    r"has no (?:effect|influence)|makes? no difference)"
)
"""Behind what is done to an argument."""
_CONDITION: Final = re.compile(
    r"\b(if|when|unless|except|provided|only|usually|typically|approximately|nearly|almost|asymptotically|"
    r"in (?:theory|principle|expectation)|statistically|on average|should|might|may|can)\b",
    re.IGNORECASE,
)
_NAME: Final = r"[`*'$]{0,3}(?P<name>[A-Za-z_]\w*)[`*'$]{0,3}"


def swaps(spec: Spec, model: InputModel) -> list[Stated]:
    """`symmetric under exchange of the two layers`, `interchanging the groups changes the sign`."""
    if any(i.kind in {"generator", "seed"} for i in model.inputs):
        return []
    things = (
        r"(?:(?:the )?(?:two|both) (?!signs?\b|axes\b|rows\b|columns\b)[a-z]+s?|the arguments|its arguments)"
    )
    doing = (
        rf"(?:exchang|swapp|interchang|permut|switch)ing (?:the (?:order|roles?) of )?{things}(?: "
        rf"with each other)?"
    )
    for pattern, sign in (
        (rf"\b{doing} (?:{CHANGES_NOTHING}|gives the same)", 1.0),
        (rf"\b{doing} (?:only )?(?:changes|flips|reverses|inverts|turns) (?:the|its) sign", -1.0),
        (
            r"(?<!anti)(?<!anti-)(?<!not )\bsymmetric (?:under|with respect to|upon|in) (?:the )?"
            r"(?:exchange|interchange|swap|swapping|permutation) of (?:the )?(?:two |both )[a-z]+s\b",
            1.0,
        ),
        (r"\b(?:the )?order of the (?:two|pair of|both) [a-z]+s? " + NO_MATTER, 1.0),
        (r"\bneither\b[^.;]*\b(?:nor|or) that of the two [a-z]+s? matters?", 1.0),
        (
            r"\b(?:which|it does not matter which|no matter which) of the two [a-z]+s? (?:is|comes|is "
            r"called) "
            r"(?:first|one|1|a|the first)(?: " + NO_MATTER + r")?",
            1.0,
        ),
        (
            r"\b(?P<f>[A-Za-z]\w*)\((?P<x>\w+), ?(?P<y>\w+)\) ?= ?(?P<minus>-?) ?(?P=f)\((?P=y), ?(?P=x)\)",
            0.0,
        ),
    ):
        for match in find_all(spec, pattern):
            if _CONDITION.search(sentence_at(spec, match)):
                continue
            pairs = pairs_of(model)
            if sign == 0.0:
                pairs = (match["x"], match["y"])
                sign = -1.0 if match["minus"] else 1.0
                if any(model.input(n) is None for n in pairs) or match["f"] not in _own_names(spec):
                    continue
            if not pairs or (sign < 0 and len(results_of(spec)) > 1):
                continue
            names = ", ".join(f"`{n}`" for n in pairs)
            effect = "changes the sign alone" if sign < 0 else "changes nothing"
            text = f"exchanging the two of {names} {effect}"
            return [Stated(HasProperty("swap", pairs, numbers=(sign,)), text, span_of(match))]
    return []


def _own_names(spec: Spec) -> list[str]:
    """What the text may call the function itself or its result."""
    return sorted({spec.name, *(n for r in spec.results for n in (r.name, r.symbol) if n)})


def orders(spec: Spec, model: InputModel) -> list[Stated]:
    """`the order of the loci is irrelevant`, `permuting the samples changes nothing`."""
    # What is done, or along what, has no order among the values of an argument.
    things = (
        r"(?!axes\b|axis\b|dimensions\b|operations\b|operators\b|steps\b|arguments\b|parameters\b|"
        r"indices\b|factors\b|terms\b|derivatives\b|integrals\b|sums\b|rotations\b|passes\b|stages\b|"
        r"results?\b|this\b|its\b)(?:rows|atoms|particles|[a-z]+s|loci|data)"
    )
    for pattern in (
        rf"\b(?:the )?order of the (?P<what>{things})(?: in \w+)? {NO_MATTER}",
        rf"\bneither the order of the (?P<what>{things}) nor\b[^.;]*\bmatters?",
        rf"\b(?:independent of|invariant (?:under|to)|unaffected by|does not depend on) (?:the order|"
        rf"the ordering|"
        rf"permutations?|a permutation|reordering|relabell?ing) of the (?P<what>{things})",
        rf"\b(?:rearranging|permuting|reordering|shuffling|relabell?ing|renumbering) (?:all |all of "
        rf")?(?:the )?"
        rf"(?P<what>{things})(?: \([^()]*\))? {CHANGES_NOTHING}",
    ):
        for match in find_all(spec, pattern):
            if _CONDITION.search(sentence_at(spec, match)):
                continue
            names = _along(spec, model, match["what"])
            if names:
                listed = ", ".join(f"`{n}`" for n in names)
                text = f"reordering {listed} together changes nothing but the order"
                return [Stated(HasProperty("reordered", names), text, span_of(match))]
    return []


def _along(spec: Spec, model: InputModel, what: str) -> tuple[str, ...]:
    """All arrays whose first axis runs over what is named, where nothing else could be meant."""
    arrays = [i for i in model.inputs if i.kind == "array" and i.dims and not i.leads]
    ordered = {"increasing", "decreasing", "starts at zero", "cyclic"}
    axes = {i.dims[0] for i in arrays}
    if len(axes) > 1:
        stem = what.lower().removesuffix("s")
        spoken = {
            i.dims[0]
            for i in arrays
            if len(stem) > 3 and re.search(rf"\b{stem}", _said(spec, i), re.IGNORECASE)
        }
        named = argument_called(spec, model, what)
        if len(spoken) != 1 and (named is None or not named.dims):
            return ()
        axes = spoken if len(spoken) == 1 or named is None else {named.dims[0]}
    axis = next(iter(axes), None)
    chosen = [i for i in arrays if axis in i.dims]
    if not isinstance(axis, str) or any(i.dims[0] != axis or axis in i.dims[2:] for i in chosen):
        return ()
    said = " ".join(p.description for p in spec.parameters if p.name in {i.name for i in chosen})
    is_sorted = any(i.traits & ordered and len(i.dims) == 1 for i in chosen)
    if (
        is_sorted and re.search(r"\b(increas|decreas|ascend|descend|sorted|order|grid|start)\w*", said)
    ) or axis == "*":
        return ()
    if what in {"columns", "channels", "pixels"} or any(
        i.elements == "boolean" and len(i.dims) > 1 for i in chosen
    ):
        return ()
    # Labels that count along the axis would have to be renumbered with it.
    if any(i.label_of == axis for i in model.inputs):
        return ()
    return tuple(i.name for i in chosen)


def scales(spec: Spec, model: InputModel) -> list[Stated]:
    """`doubling the dose doubles it`, `the length of v plays no role`, `independent of the density`."""
    out: list[Stated] = []
    for pattern, power in (
        (rf"\bdoubling (?:the )?{_NAME} (?:also )?doubles\b", 1.0),
        (rf"\bhalving (?:the )?{_NAME} (?:also )?halves\b", 1.0),
        (rf"\bdoubling (?:the )?{_NAME} (?:quadruples|increases \w+ (?:\w+ )?fourfold)\b", 2.0),
        (rf"\bdoubling (?:the )?{_NAME} halves\b", -1.0),
        (
            rf"\b(?:scaling|multiplying|rescaling) (?:all )?(?:the )?{_NAME}(?: of (?:a|an|the|one|"
            rf"each) \w+)? by "
            rf"(?:the same|a|any|one|a common|a constant|a positive|any positive)(?: positive)?"
            rf"(?: constant| common)?(?: factor| number| constant)? {CHANGES_NOTHING}",
            0.0,
        ),
        (
            rf"\b(?:the |their |its )?(?:overall )?(?:scale|norm|length|magnitude|normali[sz]ation) of "
            rf"(?:the )?{_NAME}"
            rf" {NO_MATTER}",
            0.0,
        ),
        (rf"\bonly the direction of (?:the )?{_NAME} (?:matters|counts|is used)", 0.0),
        (
            rf"(?:^|[.;,:]\s|\n\s*)(?:the )?{_NAME} (?:vectors? )?(?:(?:need not be|needn't be|"
            r"do not have to be|does not have to be) normali[sz]ed|may be unnormali[sz]ed|"
            r"are normali[sz]ed (?:first|internally|here|before use))(?=[.,;:])",
            0.0,
        ),
    ):
        for match in find_all(spec, pattern):
            given = argument_called(spec, model, match["name"])
            if given is None or not _may_be_scaled(given) or _CONDITION.search(sentence_at(spec, match)):
                continue
            if power and len(results_of(spec)) > 1:
                continue
            if "normali" in match.group() and not _IS_MEASURED(f"{given.name} {_said(spec, given)}"):
                continue
            is_length = bool(re.search(r"norm|length|magnitude|direction", match.group(), re.IGNORECASE))
            out.append(_power(given, power, match, ("rows",) if is_length and len(given.dims) == 2 else ()))
    for p in spec.parameters:
        given = model.input(p.name)
        said = " ".join(p.description.split())
        if (
            given is not None
            and _may_be_scaled(given)
            and _OF_ANY_LENGTH.search(said)
            and _IS_MEASURED(f"{given.name} {said}")
        ):
            relation = HasProperty(
                "power", (given.name,), numbers=(0.0,), words=("rows",) if len(given.dims) == 2 else ()
            )
            out.append(Stated(relation, f"scaling `{given.name}` changes nothing", place_of(spec, said)))
    for passage in (p for p in passages(spec) if p.is_entry):
        for match in re.finditer(
            rf"(?:^|[,;:(] ?|\b(?:is|are|and) "
            rf"){_at_first('independent of|does not depend on|proportional to')}"
            rf" (?:the )?{_NAME}(?=[.,;:)]|$)",
            passage.text,
        ):
            given = argument_called(spec, model, match["name"])
            if given is None or not _may_be_scaled(given) or _CONDITION.search(passage.text):
                continue
            power = 1.0 if match["how"] == "proportional to" else 0.0
            effect = (
                f"the result goes with `{given.name}`" if power else f"scaling `{given.name}` changes nothing"
            )
            relation = HasProperty("power", (given.name,), passage.number, (power,))
            out.append(Stated(relation, effect, place_of(spec, passage.text)))
    for passage in (p for p in passages(spec) if p.is_entry):
        alone = re.fullmatch(rf"Linear in (?:the )?{_NAME}\.?", passage.text)
        given = argument_called(spec, model, alone["name"]) if alone else None
        if given is not None and given.kind == "array" and _may_be_scaled(given):
            relation = HasProperty("power", (given.name,), passage.number, (1.0,))
            said = f"the result goes with `{given.name}`"
            out.append(Stated(relation, said, place_of(spec, passage.text)))
    return list({(s.relation.parameters, s.relation.output): s for s in out}.values())[:3]


def _at_first(words: str) -> str:
    return rf"(?P<how>(?<!not )(?<!inversely )(?:{words}))"


_OF_ANY_LENGTH: Final = re.compile(
    rf"(?:^|[,;.(] ?|\) )(?:(?:it |they )?(?:need not|needn't|do(?:es)? not (?:have|need) to) be "
    rf"(?:normali[sz]ed|of unit length)|"
    rf"only (?:its|their|the) directions? (?:matters?|counts?)|(?:its|their|the) (?:length|norm|"
    rf"scale)s? {NO_MATTER}|of any length)"
    r"(?=[.,;)]|$)",
    re.IGNORECASE,
)
_IS_MEASURED: Final = re.compile(
    r"\b(weights?|probabilit\w+|vectors?|directions?|ax[ei]s|normals?|quaternions?|rays?|bonds?)\b",
    re.IGNORECASE,
).search
"""What may be given with any length because the length says nothing."""


def _said(spec: Spec, given: Input) -> str:
    return next((p.description for p in spec.parameters if p.name == given.name), "")


def _may_be_scaled(given: Input) -> bool:
    return (
        given.kind in {"number", "array"}
        and given.elements in {"real", "complex", "integer"}
        and not given.traits & {"labels", "signs"}
        and not given.traits
        & {"sums to one", "rows sum to one", "columns sum to one", "unit vector", "orthogonal"}
    )


def _power(given: Input, power: float, match: re.Match[str], words: tuple[str, ...]) -> Stated:
    effect = f"the result goes with `{given.name}`" if power else f"scaling `{given.name}` changes nothing"
    if power not in {0.0, 1.0}:
        effect += f" to the power of {power:g}"
    return Stated(HasProperty("power", (given.name,), numbers=(power,), words=words), effect, span_of(match))


def shifts(spec: Spec, model: InputModel) -> list[Stated]:
    """`adding a constant to the energies changes nothing`, `unaffected by a constant offset of x`."""
    out: list[Stated] = []
    both = find(
        spec,
        r"\badding (?:a|any|the same|one)(?: common)? (?:constant|number|offset) to both(?: of (?:the|"
        r"them))?(?: [a-z]+s)? " + CHANGES_NOTHING,
    )
    pairs = pairs_of(model)
    if both and len(pairs) == 2 and not _CONDITION.search(sentence_at(spec, both)):
        given = [model.input(n) for n in pairs]
        if all(i is not None and i.elements == "real" and not i.traits & {"sums to one"} for i in given):
            text = f"adding a constant to `{pairs[0]}` and `{pairs[1]}` changes nothing"
            out.append(Stated(HasProperty("shift", pairs), text, span_of(both)))
    origin = find(
        spec,
        r"\b(?:independent of|invariant (?:under|to)|unaffected by|does not depend on) (?:a shift of |"
        r"shifts of |"
        r"the choice of )?(?:the )?(?:time origin|origin of time)\b",
    )
    times = [i for i in model.inputs if i.name in {"t", "time", "times"} and i.elements == "real"]
    if origin and len(times) == 1 and not _CONDITION.search(origin.group()):
        text = f"adding a constant to `{times[0].name}` changes nothing"
        out.append(Stated(HasProperty("shift", (times[0].name,)), text, span_of(origin)))
    for pattern in (
        rf"\badding (?:a|any|the same|one) (?:common )?(?:constant|number|offset|value) to (?:all |each "
        rf"|every )?(?:of )?(?:the )?"
        rf"{_NAME} {CHANGES_NOTHING}",
        rf"\b(?:independent of|unaffected by|insensitive to|invariant (?:to|under)) (?:a |any |the "
        rf")?(?:constant|additive|"
        rf"common)(?: additive)? (?:offset|shift|constant)s? (?:of|in|to|added to) (?:all )?(?:the )?{_NAME}",
        rf"\ba constant (?:offset|shift) (?:of|in) (?:the )?{_NAME} {NO_MATTER}",
    ):
        for match in find_all(spec, pattern):
            given = argument_called(spec, model, match["name"])
            if given is None or given.elements != "real" or given.kind not in {"number", "array"}:
                continue
            if given.traits & {"sums to one", "rows sum to one"} or _CONDITION.search(
                sentence_at(spec, match)
            ):
                continue
            text = f"adding a constant to `{given.name}` changes nothing"
            out.append(Stated(HasProperty("shift", (given.name,)), text, span_of(match)))
    return out[:2]


def signs(spec: Spec, model: InputModel) -> list[Stated]:
    """`odd in x`, `even function of the detuning`, `the sign of q plays no role`, `f(-x) = -f(x)`."""
    out: list[Stated] = []
    if len(results_of(spec)) > 1:
        return []
    own = "|".join(map(re.escape, _own_names(spec)))
    text = running_text(spec) + "\n" + "\n".join(p.text for p in passages(spec) if p.is_entry)
    for p in spec.parameters:
        given = model.input(p.name)
        said = " ".join(p.description.split())
        if (
            given is None
            or given.elements not in {"real", "complex"}
            or given.kind not in {"number", "array"}
        ):
            continue
        if re.search(rf"(?:^|[,;.(] ?)(?:its|the) sign {NO_MATTER}(?=[.,;)]|$)", said, re.IGNORECASE):
            text_ = f"turning the sign of `{given.name}` changes nothing"
            out.append(
                Stated(HasProperty("parity", (given.name,), numbers=(1.0,)), text_, place_of(spec, said))
            )
    for pattern, sign in (
        (r"(?:^|\b(?:is|are|be|an|and|strictly) |[,;:(] ?)(?P<k>odd|even|antisymmetric|anti-symmetric)"
         rf" (?:function )?(?:in|of|about) (?:the )?(?:argument )?{_NAME}(?=[.,;:)]|$)", None),
        (rf"\b(?:the )?sign of (?:the )?{_NAME} {NO_MATTER}", 1.0),
        (rf"\b(?:independent of|does not depend on|unaffected by) the sign of (?:the )?{_NAME}", 1.0),
        (rf"\b(?:reversing|changing|flipping|inverting) the sign of (?:the )?{_NAME} {CHANGES_NOTHING}", 1.0),
        (rf"\b(?:reversing|changing|flipping|inverting) the sign of (?:the )?{_NAME} (?:changes|flips|"
         rf"reverses|inverts) "
         r"(?:the sign of the (?:result|output)|its sign|that of the result)", -1.0),
        (rf"\b(?:a|an|each|every|the) {_NAME} and its (?:reverse|negative|opposite|inverse) "
         r"(?:have|give|yield|get) (?:the same|equal|identical)\b", 1.0),
        (rf"(?<![\w]){_NAME} and -(?P=name) (?:give|have|yield|return) (?:the same|equal|identical)\b", 1.0),
        (rf"(?<!\w)(?:{own})\( ?- ?{_NAME}\) ?= ?(?:{own})\((?P=name)\)", 1.0),
        (rf"(?<!\w)(?:{own})\( ?- ?{_NAME}\) ?= ?- ?(?:{own})\((?P=name)\)", -1.0),
    ):  # fmt: skip
        for match in re.finditer(pattern.replace(" ?", r"\s*").replace(" ", r"\s+"), text, re.IGNORECASE):
            given = argument_called(spec, model, match["name"])
            around = re.split(r"[.;]\s", text[: match.start()])[-1]
            if given is None or _CONDITION.search(around) or re.search(r"\bnot\s*$", around):
                continue
            if given.elements not in {"real", "complex"} or given.kind not in {"number", "array"}:
                continue
            if sign is None and re.search(r"\b(extension|continuation|part|order|number|integer)\b", around):
                continue
            effect = sign if sign is not None else (1.0 if match["k"].lower() == "even" else -1.0)
            said = "changes the sign alone" if effect < 0 else "changes nothing"
            place = place_of(spec, " ".join(match.group().split()))
            out.append(
                Stated(
                    HasProperty("parity", (given.name,), numbers=(effect,)),
                    f"turning the sign of `{given.name}` {said}",
                    place,
                )
            )
    return out[:1]
