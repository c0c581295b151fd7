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
    "distances", "frequencies", "linkage", "errors", "spread", "bins",
]  # fmt: skip

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
    ("target", r"(?:end(?:ing)?|target|destination) node|destination|\btarget\b"),
    ("operator", r"\boperator\b|coefficient matrix|\brate matrix|\bgenerator matrix|(?:square|banded) matrix|"
        r"\bmatrix\b|\bA matrix"),
    ("right side", r"right-?hand|multiplied by|initial (?:state|vector|condition)|at time zero|ordinate or|"
        r"dependent variable"),
    ("population mean", r"(?:expected|hypothesi[sz]ed|null|reference|nominal|certified|population) "
                        r"(?:value|mean)|"
        r"expected value in null"),
    ("clusters", r"number of (?:clusters|groups|centroids)|maximum number of clusters"),
    ("neighbours", r"number of (?:nearest )?neighbou?rs"),
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
)  # fmt: skip
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
    ("target", r"target|dst|end|goal"),
    ("polynomial order", r"polyorder|deg(?:ree)?|polynomial_order"),
    ("window length", r"window_length|win_?len(?:gth)?|window_?size"),
    ("segment", r"nperseg"),
    ("population mean", r"popmean|mu0"),
    ("clusters", r"n_clusters|k_clusters"),
    ("abscissa", r"t|times?|xp"),
    ("ordinate", r"fp"),
)


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
