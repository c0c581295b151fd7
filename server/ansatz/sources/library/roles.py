"""The part that an argument plays in a computation, read off its name and description.

The same patterns are used for a stub's arguments and a routine's parameters, so that
`t : time stamps` meets `x : the coordinate to integrate along`.
"""

import re
from typing import Final, Literal

Role = Literal[
    "rate", "spacing", "abscissa", "query", "ordinate", "signal", "weights", "cutoff", "low cutoff",
    "high cutoff", "order", "segment", "window length", "polynomial order", "graph", "source", "target",
    "operator", "right side", "sample", "population mean", "clusters", "neighbours", "quantile", "width",
    "tolerance", "edge weights", "observations", "prominence", "height", "separation", "threshold", "radius",
    "distances", "frequencies", "linkage", "errors", "spread", "bins", "counts", "expected", "successes",
    "trials", "probability", "angle", "probabilities", "proportion", "score", "weights two", "percent",
    "range",
    "alpha", "overlap", "transform length", "ripple", "attenuation", "derivative", "variance",
    "number of points", "factor", "kernel", "numerator", "denominator", "image", "indices", "peak width",
    "function", "lower limit", "upper limit", "coefficients", "mass matrix", "symmetric matrix", "bands",
    "cost",
    "flag", "starting point", "vector", "edges", "base", "inverse covariance", "restarts", "seed",
    "sample size", "damping", "components", "observed", "predicted", "labels", "lag", "clip", "iterations",
    "longitude", "latitude", "longitude two", "latitude two",
]  # fmt: skip
NUMBERS: Final[frozenset[Role]] = frozenset(
    {
    "rate", "spacing", "cutoff", "low cutoff", "high cutoff", "order", "segment", "window length",
    "polynomial order", "population mean", "clusters", "neighbours", "tolerance", "prominence",
    "height", "separation", "threshold", "radius", "successes", "trials", "probability", "proportion",
    "alpha", "overlap", "transform length", "ripple", "attenuation", "derivative", "number of points",
    "factor", "peak width", "lower limit", "upper limit", "base", "restarts", "seed", "sample size",
    "damping", "components", "lag", "clip", "iterations"
    }
)  # fmt: skip
"""Parts that one number plays."""
EITHER: Final[frozenset[Role]] = frozenset(
    {
    "query", "quantile", "percent", "score", "width", "bins", "window length", "variance", "longitude",
    "latitude", "longitude two", "latitude two"
    }
)  # fmt: skip
"""Parts that a number or an array plays."""
DATA: Final[frozenset[Role]] = frozenset(
    {
    "signal", "sample", "ordinate", "observations", "counts", "angle", "probabilities", "image",
    "cost", "operator", "symmetric matrix", "mass matrix", "right side", "vector", "distances",
    "expected", "observed", "predicted", "labels", "coefficients", "kernel", "numerator",
    "denominator"
    }
)  # fmt: skip
"""Parts that arrays of values play; a spec often does not name them."""

_BY_TEXT: Final[tuple[tuple[Role, str], ...]] = (
    ("rate", r"sampl(?:ing|e) (?:rate|frequency)|samples per second|frame rate"),
    ("spacing", r"sampl(?:ing|e) (?:interval|period|spacing|distance)|spacing (?:of|between|to which)|"
                r"time step|step between|"
        r"interval between|spacing along|spacing between|\bgrid step"),
    ("query", r"at which|evaluate(?:d)? at|(?:to|be) evaluat|new (?:x|times?|points?|depths?|"
              r"positions?|grid)|"
        r"\bquery\b|\bquer(?:y|ies)\b|wanted (?:times|depths|positions|points)|to interpolate (?:at|to)|"
        r"target (?:times|depths|points|grid)|points? at|where the .* (?:is|are) (?:wanted|asked|needed)"),
    ("abscissa", r"x-?coordinates?|sample points|time ?stamps|(?:sampling |sample |measurement |"
                 r"observation )times|"
        r"^\W*(?:\([^)]*\)\s*)?times?\b(?!\s*series)|coordinate to integrate|independent variable|monoton|"
        r"(?:strictly )?increasing|the points corresponding to|\bdepths?\b|\bpositions?\b|"
        r"corresponding to `?y|abscissa"),
    ("low cutoff", r"low(?:er)? (?:cut-?off|corner|edge|band|frequency|limit)"),
    ("high cutoff", r"(?:upper|high(?:er)?) (?:cut-?off|corner|edge|band|frequency|limit)"),
    ("cutoff", r"cut-?off|-3 ?dB|critical frequenc|corner frequency|half-power"),
    ("polynomial order", r"(?:polynomial|fit)\w* (?:order|degree)|(?:order|degree) of the (?:\w+ "
                         r")?polynomial|"
        r"degree of the fitting"),
    ("order", r"\bfilter order\b|order of the filter"),
    ("window length", r"length of the (?:filter )?window|window length|(?:odd|width) .*window|window "
                      r"(?:size|width)|"
        r"number of coefficients"),
    ("segment", r"length of each segment|segment length|samples per segment"),
    ("weights", r"\bweights?\b(?! of edge)"),
    ("source", r"(?:start(?:ing)?|source|from) node|start(?:ing)? node|source\b|\bstart\b(?=.*path)"),
    ("target", r"(?:end(?:ing)?|target|destination|sink) node|destination|\btarget\b|\bsink\b"),
    ("operator", r"\boperator\b|coefficient matrix|\brate matrix|\bgenerator matrix|(?:square|banded) matrix|"
        r"\bmatrix\b|\bA matrix"),
    ("right side", r"right-?hand|multiplied by|initial (?:state|vector|condition)|at time zero|ordinate or|"
        r"dependent variable"),
    ("population mean", r"(?:expected|hypothesi[sz]ed|null|reference|nominal|certified|population) "
                        r"(?:value|mean)|"
        r"expected value in null"),
    ("clusters", r"number of (?:clusters|groups|centroids)|maximum number of clusters"),
    ("neighbours", r"minimum number of (?:points|samples|neighbou?rs)|number of (?:nearest )?neighbou?rs"),
    ("quantile", r"quantile|percentile|probabilit(?:y|ies) (?:of|for) the quantile"),
    ("prominence", r"prominence"),
    ("separation", r"(?:minim\w+|min|least|required) .*(?:distance|separation|spacing) (?:between|of|"
                   r"in samples)|"
        r"(?:separation|distance) .*(?:peaks|samples)"),
    ("height", r"(?:required|minim\w+|min|least) (?:peak )?height|height of peaks|minimum "
               r"(?:amplitude|level)"),
    ("radius", r"\bradius\b|within (?:which|distance)"),
    ("threshold", r"threshold|cut (?:height|level|distance)|cophenetic"),
    ("distances", r"distance matrix|pairwise distances|condensed"),
    ("linkage", r"hierarchical clustering encoded"),
    ("frequencies", r"angular frequencies|^\W*(?:\([^)]*\)\s*)?frequenc(?:y|ies)\b|frequency grid"),
    ("errors", r"uncertaint|standard errors?|error bars|measurement errors?"),
    ("spread", r"standard deviation|\bsigma\b"),
    ("bins", r"\bbins?\b|bin edges"),
    ("observations", r"observations?\b.*\b(?:row|dimension|vector)|one (?:observation|point|sample|"
                     r"site|subject) per row|"
        r"one row per|original observations|(?:data|sample) points|coordinates of|datapoints"),
    ("ordinate", r"y-?coordinates?|values? to|array to integrate|values? at the|dependent|real values|"
        r"measured|to be (?:smoothed|detrended|interpolated)|sampled"),
    ("signal", r"time series|\bsignal\b|data to be filtered|\brecord\b|\bsamples in\b|waveform|array of data|"
        r"\btrace\b|recording"),
    ("sample", r"\bsamples?\b|\bobservations?\b|\bgroup\b|measurements?|readings"),
    ("counts", r"contingency|\bcounts? (?:table|per|of|in)|observed counts|table of counts|\bcounts\b"),
    ("expected", r"\bexpected (?:counts|frequenc|number)"),
    ("successes", r"number of (?:successes|positives|events|hits)"),
    ("trials", r"number of (?:trials|tests|attempts|draws)"),
    ("probability", r"(?:hypothesi[sz]ed|null|success|expected) (?:probability|proportion|rate)"),
    ("angle", r"\bangles?\b|\bdirections?\b|\bbearings?\b|\bheadings?\b|\bphases?\b|\bazimuths?\b|"
              r"\bdegrees\b(?! of freedom)"),
    ("probabilities", r"probabilit(?:y|ies)|\bdistribution\b|p-?values|relative abundances|proportions of"),
    ("proportion", r"(?:proportion|fraction|share) (?:to (?:cut|trim)|of (?:the )?(?:data|values|"
                   r"points|observations|sample)|cut|trimmed|used)"),
    ("percent", r"percent(?:age|ile)?|per ?cent|between 0 and 100"),
    ("derivative", r"order of (?:the )?derivative|derivative order"),
    ("number of points", r"number of (?:points|samples|values)(?: wanted)?"),
    ("factor", r"(?:decimation|downsampling|integer) factor|factor by which"),
    ("kernel", r"\bkernel\b|impulse response|template|wavelet"),
    ("image", r"\bimage\b|\bmask\b|\bpicture\b|\bframe\b|\bmap\b|pixel"),
    ("indices", r"\bindices\b|positions of the peaks"),
    ("function", r"\bcallable\b|\bfunction\b|\bintegrand\b"),
    ("lower limit", r"lower (?:limit|bound|end|and upper)|left end|from where"),
    ("upper limit", r"(?:lower and )?upper (?:limit|bound|end)|right end|up to where"),
    ("coefficients", r"\bcoefficients\b|first column"),
    ("mass matrix", r"mass matrix|second matrix|overlap matrix|right-hand matrix|\bB matrix"),
    ("symmetric matrix", r"symmetric|hermitian|positive[- ](?:semi)?definite|covariance matrix"),
    ("cost", r"\bcosts?\b"),
    ("damping", r"damping"),
    ("components", r"number of (?:principal )?components"),
    ("observed", r"\bobserved\b|\bactual\b|\btrue\b|ground truth|outcomes?\b"),
    ("predicted", r"predict\w+|forecast\w*|model(?:led|ed)?\b|simulat\w+|scores?\b|estimated"),
    ("labels", r"\blabels?\b|\bclass(?:es)?\b|cluster assignments?|\bgroups? of each|\bcategor\w+|"
               r"\braters?\b|ratings?"),
    ("lag", r"\blags?\b"),
    ("iterations", r"number of (?:iterations|passes|repeats)"),
    ("width", r"\bwidth of the kernel|(?:kernel|smoothing) (?:width|sigma)|standard deviation of the "
              r"(?:gaussian|kernel)|bandwidth"),
    ("seed", r"\bseed\b|random state"),
    ("alpha", r"significance level|\balpha\b"),
    ("transform length", r"(?:fft|transform) (?:length|size|points)"),
    ("ripple", r"ripple"),
    ("attenuation", r"attenuation"),
    ("vector", r"\bvector\b"),
    ("lag", r"maximum lag|number of lags"),
)  # fmt: skip
_BY_NAME_ABSCISSA: Final = r"t|times?|xp|year|date|epoch|hours?|days?"
_BY_NAME: Final[tuple[tuple[Role, str], ...]] = (
    ("rate", r"fs|s?freq_s|s(?:ample|ampling)_?(?:rate|freq\w*)|srate|sfreq|sr"),
    ("spacing", r"dt|dx|delta|step|interval"),
    ("query", r"xq|x_?new|xi|t_?new|tq|points?_?at|queries|z_?new|x_?eval|t_?eval|at|grid|x_out"),
    ("weights", r"w|weights?"),
    ("low cutoff", r"f_?low|low_?cut|f_?min|lo|f1"),
    ("high cutoff", r"f_?high|high_?cut|f_?max|hi|f2"),
    ("cutoff", r"fc|f_?c|cutoff|wn|f_cut"),
    ("graph", r"G|graph"),
    ("source", r"source|src|start"),
    ("target", r"target|dst|end|goal|sink|destination"),
    ("polynomial order", r"polyorder|deg(?:ree)?|polynomial_order"),
    ("window length", r"window_length|win_?len(?:gth)?|window_?size"),
    ("segment", r"nperseg"),
    ("population mean", r"popmean|mu0"),
    ("clusters", r"n_clusters|k_clusters"),
    ("abscissa", _BY_NAME_ABSCISSA),
    ("ordinate", r"fp"),
    ("lower limit", r"lo|lower|left|x_?min"),
    ("upper limit", r"hi|upper|right|x_?max"),
    ("percent", r"percent|pct|percentile|perc"),
    ("quantile", r"quantile|prob"),
    ("cost", r"costs?|cost_matrix"),
    ("labels", r"labels?\w*|classes|groups"),
    ("observed", r"y_true|obs(?:erved)?|truth|actual|measured|target_values"),
    ("predicted", r"y_pred|pred(?:icted|ictions?)?|forecast|sim(?:ulated)?|modell?ed|model"),
    ("components", r"n_components"),
    ("neighbours", r"min_?(?:samples|pts|points)|n_min|k_neighbou?rs"),
    ("seed", r"seed|random_state"),
    ("angle", r"angles?|theta|phi|directions?|headings?|bearings?|phase|azimuth"),
    ("width", r"sigma|bandwidth"),
    ("number of points", r"n_?points|num"),
    ("damping", r"damping|alpha"),
    ("lag", r"max_?lag|n_?lags"),
    ("counts", r"counts|table|observed_counts"),
)


_ABSCISSA: Final = re.compile(
    r"x-?coordinates?|sample points|time|\bdepths?\b|\bpositions?\b|\bheights?\b|altitude|\byears?\b|"
    r"\bdates?\b|abscissa|"
    r"independent variable|wavelengths?|frequenc|distances? along|\bdistances?\b|coordinate|"
    r"concentrations?|\bx\b|angle|radii|\bradius",
    re.IGNORECASE,
)
_PLACED: Final = re.compile(r"\b(?:at|of|for|along|per|over|in|from|against|versus|with|between|on|by)\b")


def roles_of_argument(name: str, text: str) -> frozenset[Role]:
    """Roles of a stub's argument. Only the head of a description tells what it is.

    `sound speed at these depths` is a speed and no depth.
    """
    found = set(roles_of(name, text))
    plain = re.sub(r"[(\[][^)\]]*[)\]]", " ", text)
    plain = re.sub(
        r"^\W*(?:array_like|array|ndarray|1-?[dD]|float|sequence|list|of|the|measured|sampled|observed)\b",
        " ",
        plain,
    )
    head = plain[: m.start()] if (m := _PLACED.search(plain)) and m.start() > 3 else plain
    is_new = re.search(
        r"wanted|asked|needed|evaluat|at which|new\b|where (?:the|to)|quer|interpolate (?:at|to|onto)", text
    )
    is_sequence = re.search(r"increasing|ascending|monoton|in any order|unsorted", text)
    is_named = _ABSCISSA.search(head) or re.fullmatch(_BY_NAME_ABSCISSA, name)
    if "abscissa" in found and not is_named and not is_sequence:
        found.discard("abscissa")
        found.add("ordinate")
    if "query" in found and is_new:
        found -= {"abscissa", "ordinate", "sample"}
    elif "abscissa" in found:
        found -= {"ordinate", "sample", "query"} if not is_new else {"ordinate"}
    if found & (NUMBERS - EITHER):
        found -= {"sample", "signal"}
    return frozenset(found)


def roles_of(name: str, text: str) -> frozenset[Role]:
    """All roles that name or description suggest."""
    found: set[Role] = {role for role, pattern in _BY_TEXT if re.search(pattern, text, re.IGNORECASE)}
    found |= {role for role, pattern in _BY_NAME if re.fullmatch(pattern, name)}
    if found & {"low cutoff", "high cutoff"}:
        found -= {"frequencies"}
        found.add("cutoff")
    if re.search(
        r"at which [`*]*\w+[`*]* (?:is|are|was|were) (?:sampled|measured|known|given|observed)", text
    ):
        found -= {"query", "ordinate"}
        found.add("abscissa")
    if "query" in found and re.search(r"at which|evaluat|new|wanted|query", text, re.IGNORECASE):
        found.discard("abscissa")
    if "rate" in found:
        found -= {"frequencies", "signal", "sample", "abscissa"}
    if "spacing" in found:
        found -= {"signal", "sample", "abscissa"}
    return frozenset(found)
