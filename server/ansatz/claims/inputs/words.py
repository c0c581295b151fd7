"""What names and words say about an argument, in the vocabulary of the sciences."""

import re
from typing import Final

from ...core.inputs import Trait

COUNTS: Final = re.compile(
    r"^(n|m|k|l|order|degree|deg|nmax|lmax|kmax|maxiter|max_iter|lag|lags|nlags|bins|window|dim|size|"
    r"steps|iterations|samples|replicates|neighbors|rank|level|levels|generations|"
    r"(n|num|number|max|min|nr|no)_\w+|n(steps|bins|iter|points|pts|samples|modes|terms|boot|perm|grid|sim)|"
    r"\w+_(steps|order|degree|count|bins|size|len|length_n|iter|terms|lag))$"
)
INTEGER: Final = re.compile(
    r"\b(integers?|non-?negative int|positive int|int|number of|order of|polynomial degree|quantum numbers?|"
    r"how many|count of|index of|dimension of the)\b"
)
SEQUENCE: Final = re.compile(
    r"\b(sequence|1-?d|one-dimensional|vectors?|list|array|samples?|measurements|observations|series|times|"
    r"concentrations|values|counts|abscissae|ordinates|data|weights|nodes|spectrum|signal|frequencies|"
    r"probabilities|abundances|intensities|coefficients|edges|labels|lengths|energies|masses|positions|"
    r"centres|centers|levels|grid|dimensions of the|lists the)\b",
    re.IGNORECASE,
)
LOG_DENSITY: Final = re.compile(
    r"^(log_?p(df|rob)?|log_?(density|target|prob(ability)?|post(erior)?)|ln_?p(rob|df)?)$"
)
ENERGY: Final = re.compile(r"^(energy|potential|hamiltonian)$")
COUNTED: Final = (
    r"(samples|values|numbers|draws|points|variates|deviates|steps|times|particles|paths|replicates|events|"
    r"bins|terms|iterations|nodes|directions|energies|speeds|positions)"
)
"""What a number in front of it counts."""
MATRIX: Final = re.compile(
    r"\b(square matrix|matrix|matrices|2-?d|two-dimensional|image|lattice|raster|dem|table|dataframe|"
    r"adjacency|covariance|kernel matrix)\b",
    re.IGNORECASE,
)
GRID_NAMES: Final = re.compile(r"^(dem|image|img|grid|raster|lattice|elevation|heights?|mask|frame|picture)$")
MANY: Final = re.compile(
    r"\b(integers|(?<!quantum )(?<!Quantum )numbers|floats|lengths?\s+[A-Z]\b|of length|length [A-Z]\w* )\b"
)
SIGNED: Final = re.compile(
    r"\b(any real|any sign|negative|either sign|real number|coordinates?|points?|positions?|cartesian|"
    r"vectors?|"
    r"signal|residuals?|field|features?|scores?|angles?|phases?|displacements?|velocit|matrix|matrices|"
    r"samples?|rad|radians|series|normal|charge|limits?|x and y|complex|operator|nodes|where to evaluate)\b",
    re.IGNORECASE,
)
FUNCTION: Final = re.compile(
    r"^(f|g|func|fun|function|integrand|rhs|callback|potential|pdf|logpdf|log_prob|logp|kernel|objective|"
    r"derivative|dfunc|jac|grad|force|hamiltonian)$"
)
SAID_FUNCTION: Final = re.compile(r"\b(callable|function (of|that|to)|python function|gets an array)\b")
GENERATOR: Final = re.compile(r"^(rng|random_state|generator|random|prng|rs)$")
SIGNED_NUMBER: Final = re.compile(
    r"\b(any real|any sign|negative|either sign|both signs|real number|angle|phase|x-?coordinate|"
    r"displacement|"
    r"positive or negative|signed)\b(?<!non-negative)(?<!not negative)(?<!nonnegative)",
    re.IGNORECASE,
)
"""Of a single number: only what says plainly that it may lie below zero."""
_SIZE: Final = re.compile(
    r"\b(squared?|rms|root[- ]mean|variance|magnitude|modulus|absolute value|norm)\b",
    re.IGNORECASE,
)
"""A size, of whatever sign that is which has it."""
GRID: Final = re.compile(
    r"(?<!on )(?<!on the )(?<!on a )(?<!at )(?<!at the )(?<!each )"
    r"\b(grid|mesh|abscissae?|knots)\b(?! spacing)",
    re.IGNORECASE,
)
"""Points that values are given at, which run upwards unless the text says otherwise."""
COORDINATES: Final = re.compile(
    r"\b(cartesian|coordinates?|positions?|points?|atoms?|vertices)\b", re.IGNORECASE
)
SPACE: Final = re.compile(r"\b(x, ?y, ?(and )?z|3-?d|three-dimensional|cartesian|in space)\b", re.IGNORECASE)

_TRAITS: Final[tuple[tuple[str, Trait], ...]] = (
    (r"\bsymmetric\b(?<!not symmetric)", "symmetric"),
    (r"\bhermitian\b|density (matrix|operator)", "hermitian"),
    (r"positive[- ](semi-?)?definite|\b(covariance|correlation|kernel|gram|overlap) matri",
     "positive definite"),
    # "Hermitian density matrix" says itself what is needed of it.
    (r"(?<!hermitian )density (matrix|matrices|operator)", "unit trace"),
    (r"\b(row[- ]stochastic|transition (probabilit|matri)|stochastic matrix)|"
     r"rows? (add|sum)s? (up )?to (one|1)|"
     r"probability to go from|P\(.{1,20}\|.{1,20}\)", "rows sum to one"),
    (r"\bcolumns? (add|sum)s? (up )?to (one|1)|column[- ]stochastic", "columns sum to one"),
    (r"\b(probability (vector|distribution)|distribution|probabilities|fractions|proportions|composition|"
     r"(add|sum)s? (up )?to (one|1)|summing to (one|1)|frequencies that)\b", "sums to one"),
    (r"\b(strictly )?(increasing|ascending|sorted|monotonic(ally)?|chronological)\b|\btimes?\b|time grid|"
     r"bin (centres|centers|edges)|(uniform|equally spaced|evenly spaced)", "increasing"),
    (r"\b(all different|distinct|no two|unique|pairwise different)\b", "distinct"),
    (r"\bchain\b[^.]{0,60}\bmay be periodic\b|\bperiodic chains?\b", "cyclic"),
    (r"\b(orthogonal|rotation matrix|unitary|orthonormal)\b", "orthogonal"),
    (r"\bunit (vector|quaternion|normal)|\b(pure|quantum) states?\b|\bstate ?vectors?\b|\bwave ?functions?\b|"
     r"\b(vector )?representation of the state\b", "unit vector"),
    (r"\bzero diagonal|diagonal is zero|no self-loops|hollow\b", "zero diagonal"),
    (r"\+1\s*(/|or|and|,)\s*[-−]1|±\s*1|\bspins\b", "signs"),
    (r"\b(length|size|number of \w+|it) (is|are|must be|being|has to be)? ?(a )?(whole |integer )?"
     r"powers? of (two|2)\b|\bpower[- ]of[- ](two|2) (length|size)\b", "power of two"),
    (r"\b(starts? (at|with|from) (0|zero)|first (one )?is (0|zero))\b", "starts at zero"),
    (r"\b(class|cluster|group|state|species) (labels?|ind(ex|ices))|\bsymbols|labels?\b|"
     r"integers? (in|from) 0|\b0\s*(\.\.\.?|…|to|-|–)\s*[A-Za-z]\w*\s*[-−–]\s*1\b", "labels"),
)  # fmt: skip


def may_be_negative(says: str) -> bool:
    """Whether a single number is said to lie below zero as well."""
    return SIGNED_NUMBER.search(says) is not None and _SIZE.search(says) is None


def traits_of(name: str, says: str, is_array: bool, ndim: int | None) -> frozenset[Trait]:
    """What the words say of the values of an argument."""
    said = says.lower()
    found: set[Trait] = {trait for pattern, trait in _TRAITS if re.search(pattern, said, re.IGNORECASE)}
    if re.search(r"\b(not (necessarily )?|need not be |neither )(a )?symmetric|any order", said):
        found -= {"symmetric"}
        if "any order" in said:
            found -= {"increasing"}
    if SIGNED.search(said):
        found.add("any sign")
    if GRID.search(said) and "any order" not in said:
        found.add("increasing")
    if ndim != 1:
        found -= {"sums to one", "increasing", "starts at zero", "unit vector"}
    if ndim is not None and ndim < 2:
        found -= {
            "symmetric",
            "hermitian",
            "positive definite",
            "rows sum to one",
            "orthogonal",
            "unit trace",
        }
    if not is_array:
        signed: frozenset[Trait] = frozenset({"any sign"})
        return signed if may_be_negative(said) else frozenset()
    if ndim == 1 and re.match(r"^(t|times?|t_\w+|time|dates?|ages?)$", name) and "any order" not in said:
        found.add("increasing")
    return frozenset(found)
