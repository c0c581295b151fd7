"""What phrases of scientific prose ask of a computation, and which settings of routines answer them.

A sense is met by an option that a routine has, by words of the routine's own name and summary, or
by something that the composed code does (`does`). A sense that the text has and nothing meets
forbids the candidate: the text asks for something that the code would not do.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from .words import spaced

NUMBER: Final = r"\d+(?:\.\d+)?(?:e-?\d+)?"
_COUNTS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8,
                  "linear": 1, "quadratic": 2, "parabolic": 2, "cubic": 3, "quartic": 4, "quintic": 5,
                  "half": 0.5, "three": 3, "two": 2, "four": 4, "one": 1, "five": 5}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sense:
    """`options` are (parameter pattern, value); `{1}` in a value is the phrase's first group."""

    name: str
    pattern: re.Pattern[str]
    options: tuple[tuple[str, str], ...] = ()
    words: re.Pattern[str] | None = None
    is_neutral: bool = False
    """Says only what needs no setting."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sense found in a text, at a place, with what its groups caught."""

    sense: Sense
    text: str
    start: int
    end: int
    groups: tuple[str, ...] = field(default=())
    is_negated: bool = False
    """`not …`, where the sense itself says nothing of the kind: nothing answers it."""

    def value(self, template: str) -> str:
        """An option's value with the caught groups filled in."""
        for number, group in enumerate(self.groups, start=1):
            template = template.replace(f"{{{number}}}", str(count_of(group)))
        return template


def count_of(text: str) -> str:
    """`4th`, `fourth`, `half` as a number's source; other text as it is."""
    bare = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", text.strip().lower())
    return str(_COUNTS.get(bare, bare))


def _sense(
    name: str,
    pattern: str,
    *options: tuple[str, str],
    words: str = "",
    neutral: bool = False,
) -> Sense:
    return Sense(
        name,
        re.compile(spaced(pattern), re.IGNORECASE),
        options,
        re.compile(words, re.IGNORECASE) if words else None,
        neutral,
    )


_ORDINAL: Final = r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|eighth"
_LEFT_OUT: Final = (
    r"(?:left out|omit\w*|ignor\w*|drop\w*|exclud\w*|skip\w*|remov\w*|discard\w*|not counted|disregard\w*)"
)
_MISSING: Final = r"(?:nans?|missing(?: values?| entries| data)?|gaps)"

SENSES: Final = (
    _sense(
        "bits",
        r"\bin bits\b|\bbits\b|base[- ](?:2|two)|log(?:arithm)?s? (?:to )?base 2|\blog_?2\b",
        ("base", "2"),
    ),
    _sense("nats", r"\bin nats\b|\bnats\b|natural log\w*", ("base", "None"), words=r"natural"),
    _sense(
        "full", r"\bfull (?:convolution|correlation|length|overlap|mode)|mode ['\"]?full", ("mode", "'full'")
    ),
    _sense(
        "same size",
        r"same (?:length|size|shape) as (?:the )?(?:first|input|signal|record|trace|"
        r"data|x)|mode ['\"]?same",
        ("mode", "'same'"),
        neutral=True,
    ),
    _sense(
        "valid",
        r"only where (?:they|the signals|both|the kernel)[^.]{0,30}overlap\w*(?: (?:fully|"
        r"completely))?|mode ['\"]?valid",
        ("mode", "'valid'"),
    ),
    _sense(
        "excess",
        r"excess(?= kurtosis)|(?:normal|gaussian)(?: distribution)?[^.]{0,25}(?:is|gives|"
        r"has|:) (?:0|zero)\b|minus (?:3|three)",
        ("fisher", "True"),
    ),
    _sense(
        "pearson kurtosis",
        r"pearson(?:'s)?(?= kurtosis)|not (?:the )?excess|(?:normal|"
        r"gaussian)(?: distribution)?[^.]{0,25}(?:is|gives|has|:) (?:3|three)\b",
        ("fisher", "False"),
    ),
    _sense(
        "normal consistent",
        r"(?:scaled|multiplied|made)[^.;]{0,40}(?:consistent|estimate\w*|"
        r"normal|gaussian|1\.48\d*)(?:[^.;]{0,60}(?:normal|gaussian|standard "
        r"deviation|sigma|1\.48\d*)(?: distribution| data)?)?|consistent "
        r"(?:with|estimator)[^.;]{0,60}(?:normal|gaussian|standard "
        r"deviation)(?: distribution| data)?|\b1\.48\d*\b",
        ("scale", "'normal'"),
    ),
    _sense(
        "zero padded",
        r"zero[- ]padded(?: at (?:the|both) (?:ends|edges))?|padded with zeros?(?: "
        r"at (?:the|both) (?:ends|edges))?|zeros? (?:beyond|outside) the (?:ends|"
        r"edges)",
        ("mode", "'constant'"),
    ),
    _sense(
        "mirrored",
        r"(?:mirror|reflect)(?:ed|ing|ions?|s)?(?: (?:at|about|beyond|over) (?:the|"
        r"both)? ?(?:ends|edges|borders?|boundar\w+))",
        ("mode", "'reflect'"),
        ("mode", "'mirror'"),
    ),
    _sense(
        "edge repeated",
        r"(?:edge|end|nearest|border) (?:values?|samples?|pixels?) (?:are |is "
        r")?(?:repeated|extended|replicated)",
        ("mode", "'nearest'"),
    ),
    _sense("wrapped", r"(?:periodic|cyclic) boundar\w+|wraps? around[^.;]{0,30}", ("mode", "'wrap'")),
    _sense("periodic ends", r"periodic(?= (?:cubic )?splines?| end| boundary)", ("bc_type", "'periodic'")),
    _sense("periodic record", r"periodic (?:record|signal|series|samples?|function|curve)"),
    _sense("standard normalisation", r"standard(?:ly)? normali[sz]\w+|divided by the (?:total )?variance"),
    _sense(
        "centred",
        r"\bcent(?:red|ered)\b|(?:column )?means? (?:is |are )?(?:removed|subtracted) "
        r"first|mean[- ]cent(?:red|ered)",
    ),
    _sense("tau-b", r"tau-?b\b|tau_b", ("variant", "'b'")),
    _sense("tau-c", r"tau-?c\b|tau_c", ("variant", "'c'")),
    _sense(
        "less",
        r"(?:one-(?:sided|tailed)[^.;]{0,30})?alternative[^.;]{0,60}(?:less|smaller|"
        r"lower)\b[^.;]{0,30}",
        ("alternative", "'less'"),
    ),
    _sense(
        "greater",
        r"(?:one-(?:sided|tailed)[^.;]{0,30})?alternative[^.;]{0,60}(?:greater|larger|"
        r"higher|exceeds?)\b[^.;]{0,30}",
        ("alternative", "'greater'"),
    ),
    _sense(
        "one sided test",
        r"one[- ](?:sided|tailed)(?=[^.;]{0,30}(?:test|alternative|p-?value|"
        r"hypothesis))",
    ),
    _sense(
        "from one",
        r"(?:labels?|numbered|numbers|numbering|indices|groups|clusters)(?: \w+){0,3} (?:from|at|"
        r"with) (?:1|one)\b",
    ),
    _sense(
        "from zero",
        r"(?:labels?|numbered|numbers|numbering|indices|groups|clusters)(?: \w+){0,3} (?:from|at|"
        r"with) (?:0|zero)\b",
    ),
    _sense(
        "damping",
        r"damping(?: factor| parameter)?(?: of| is|=)? ?(0\.\d+)|(0\.\d+) damping",
        ("alpha", "{n}"),
    ),
    _sense(
        "maximise",
        r"largest total|greatest total|maximum total|maximi[sz]\w+ the (?:total|"
        r"sum)[^.;]{0,20}",
        ("maximize", "True"),
    ),
    _sense(
        "bins closed left",
        r"half-open (?:bins? |intervals? )?\[[^\])]*\)[^.]{0,60}?last[^.]{0,60}(?:includ|clos)\w*[^.]{0,20}",
    ),
    _sense(
        "segment number",
        r"(?:windows?|segments?|blocks?)(?: \w+)? of (\d+) (?:samples|points)|(\d+)[- ](?:sample|point) "
        r"(?:\w+ )?(?:windows?|segments?|blocks?)",
        ("nperseg", "{n}"),
    ),
    # missing values
    _sense(
        "pairwise missing",
        rf"(?:pairs?|stations?|rows?|samples?|days?|sites?|records?|observations?|points?|cases|"
        rf"entries|\w+s) (?:with|where|in which|that have|containing) (?:an? |either |any "
        rf")?{_MISSING}\b[^.;]{{0,60}}?\b(?:either|any|one|both|x or y|at least "
        rf"one)\b[^.;]{{0,60}}?{_LEFT_OUT}|"
        rf"\b(?:either|any|one|both|at least one)\b[^.;]{{0,40}}{_MISSING}[^.;]{{0,40}}{_LEFT_OUT}|"
        rf"{_LEFT_OUT}[^.;]{{0,30}}pairs?[^.;]{{0,30}}{_MISSING}|"
        rf"pairs?[^.;]{{0,40}}{_MISSING}[^.;]{{0,40}}{_LEFT_OUT}|{_MISSING}[^.;]{{0,30}}pair-?wise",
    ),
    _sense(
        "missing",
        rf"{_LEFT_OUT} {_MISSING}|{_MISSING}[^.;]{{0,60}}?{_LEFT_OUT}|{_LEFT_OUT}[^.;]{{0,30}}{_MISSING}\b",
    ),
    _sense(
        "nan outside",
        r"(?:outside|beyond|(?:below|before) (?:and|or) (?:above|after)|(?:above|after) (?:and|or) "
        r"(?:below|before))[^.;]{0,40}(?:is|are|gives?|get|become|returns?|"
        r"yields?)?[^.;]{0,12}\bnans?\b|\bnans?\b (?:outside|beyond)(?: (?:the )?[\w ]*(?:range|span|"
        r"data|record|samples|measured)\b)?|no extrapolation",
        ("extrapolate", "False"),
        ("left", "np.nan"),
        ("right", "np.nan"),
    ),
    _sense("nan given", r"\bnans?\b|missing (?:values?|data)|\bgaps\b"),
    _sense(
        "ties",
        r"(?:tied values|ties) (?:share|get|receive|are given|take)[^.;]*average[^.;]*|mid-?ranks?|"
        r"average ranks?(?: for ties)?",
        ("method", "average"),
        words=r"rank|spearman|kruskal|wilcoxon|mann",
    ),
    # hypothesis tests
    _sense("p value", r"\bp[- ]?values?\b"),
    _sense(
        "unequal variances",
        r"(?:unequal|different) variances?|without assuming equal (?:population )?variances?|equal "
        r"variances? (?:is |are )?not assumed|not assum\w+ equal variances?|welch(?:'s)?(?: unequal[- "
        r"]variances?)? t-?test|welch(?:'s)? (?:two-sample )?t\b",
        ("equal_var", "False"),
    ),
    _sense(
        "equal variances",
        r"(?:assum\w+ )?(?:equal|the same|pooled|common) (?:population )?variances?(?: (?:is |are "
        r")?assumed)?",
        ("equal_var", "True"),
    ),
    _sense(
        "one sided spectrum",
        r"(?:one|single)[- ]sided(?= [\w ]*(?:spectr|psd|density|power|periodogram|welch))",
        ("return_onesided", "True"),
    ),
    _sense(
        "two sided spectrum",
        r"(?:two|double)[- ]sided(?= [\w ]*(?:spectr|psd|density|power|periodogram|welch))",
        ("return_onesided", "False"),
    ),
    _sense("two sided", r"two[- ](?:sided|tailed)", ("alternative", "'two-sided'"), words=r"two[- ]sided"),
    _sense(
        "not corrected",
        r"(?:no|without|not)(?: (?:the|a|any|using|applying))?(?: yates(?:')?s?)?(?: continuity)? "
        r"correct(?:ion|ed)"
        r"(?: for continuity)?",
        ("correction|use_continuity", "False"),
    ),
    _sense(
        "corrected",
        r"(?:with )?(?:yates(?:')?s?(?: continuity)?|continuity) correction(?: for continuity)?",
        ("correction|use_continuity", "True"),
    ),
    _sense(
        "exact",
        r"\bexact (?:null )?(?:distribution|p-?value|test)|\bexact\b(?= )",
        ("method|mode", "'exact'"),
        words=r"exact",
    ),
    _sense(
        "asymptotic",
        r"asymptotic|normal approximation",
        ("method|mode", "'asymptotic'"),
        ("method|mode", "'asymp'"),
        ("method|mode", "'approx'"),
    ),
    # moments
    _sense(
        "unbiased",
        r"unbiased|bias[- ]corrected|corrected for bias|(?<!n\()\bn ?[-−] ?1\b|sample (?:standard "
        r"deviation|variance)|bessel(?:'s)?(?: "
        r"correction)?|\bddof ?= ?1\b",
        ("ddof", "1"),
        ("bias", "False"),
    ),
    _sense(
        "biased",
        r"population (?:standard deviation|variance)|\bbiased|divided by n\b|\bddof ?= ?0\b",
        ("ddof", "0"),
        ("bias", "True"),
    ),
    # spectra
    _sense("periodic window", r"\bperiodic(?= [\w ]*window| hann| hamming)", words=r"periodic|dft-even"),
    _sense(
        "half overlap",
        r"(?:segments? )?overlap\w*(?: of)?(?: by| each other by)? (?:a )?(?:half|50 ?%|50 per "
        r"?cent)(?: the segment| a segment| of (?:a|the|their|its) (?:segment|length))?|(?:half|50 "
        r"?%)(?:[- ]segment)?[- ]overlap\w*(?: segments)?",
        ("noverlap", "half"),
    ),
    _sense(
        "overlap",
        r"(?:segments? )?overlap\w*(?: of| by)* (\d+) ?(?:%|per ?cent)|(\d+) ?(?:%|per ?cent) overlap\w*",
        ("noverlap", "percent"),
    ),
    _sense(
        "no overlap",
        r"(?:no|without|non-?) ?overlap\w*(?: segments)?|segments? (?:that )?do not overlap",
        ("noverlap", "0"),
    ),
    _sense(
        "mean removed",
        r"(?:the )?mean (?:is |of each (?:segment )?)?(?:being )?(?:taken out|removed|subtracted)(?: "
        r"(?:of|from) (?:each|every) segment)?|(?:remov|subtract)\w* the mean|mean removal|constant "
        r"detrend\w*|de-?meaned",
        ("detrend|type", "'constant'"),
    ),
    _sense(
        "trend removed",
        r"linear(?:ly)? (?:trend|detrend\w*|drift)(?: (?:is )?(?:removed|subtracted|taken out))?|"
        r"(?:remov|subtract)\w* (?:a |the )?(?:best-fit(?:ting)? )?(?:linear trend|straight line|"
        r"least-squares line)|detrended linearly",
        ("detrend|type", "'linear'"),
        words=r"linear trend",
    ),
    _sense("not detrended", r"(?:no|not|without) (?:any )?detrend\w*", ("detrend", "False")),
    _sense("no padding", r"(?:no|without) zero[- ]?padding|not zero[- ]?padded", ("nfft|n", "None")),
    _sense(
        "plain average",
        r"(?:plain|simple|arithmetic)? ?(?:average|averaging|averaged|mean) (?:over|of|across|taken "
        r"over)(?: the| all)? (?:segments|periodograms|modified periodograms)|segments (?:are "
        r")?averaged",
        ("average", "'mean'"),
    ),
    _sense(
        "median average",
        r"median (?:average )?(?:over|of|across)(?: the)? (?:segments|periodograms)|median averag\w+",
        ("average", "'median'"),
    ),
    _sense(
        "density",
        r"power spectral densit(?:y|ies)|\bpsd\b|spectral density",
        ("scaling", "'density'"),
        words=r"spectral density",
    ),
    _sense("power spectrum", r"power spectrum(?! densit)", ("scaling", "'spectrum'")),
    # filters
    _sense("low pass", r"low-?pass(?:ed)?", ("btype|pass_zero", "'lowpass'")),
    _sense("high pass", r"high-?pass(?:ed)?", ("btype|pass_zero", "'highpass'")),
    _sense("band pass", r"band-?pass(?:ed)?", ("btype|pass_zero", "'bandpass'")),
    _sense("band stop", r"band-?stop|band-?reject\w*", ("btype", "'bandstop'")),
    _sense("digital", r"\bdigital\b", ("analog", "False"), words="digital"),
    _sense(
        "both passes",
        r"zero-?phase|(?:applied |run )?forwards? and (?:then )?backwards?(?: in time)?|"
        r"forward-backward|(?:not|without being) shifted(?: in time)?|(?:no|without)(?: any)? phase "
        r"(?:shift|lag|delay|distortion)|filtfilt",
        words=r"zero-phase|forward-backward|forward and backward",
    ),
    _sense(
        "one pass",
        r"\bcausal(?:ly)?\b|forward only|single forward pass|one[- ]pass|one direction only",
        words=r"one dimension",
    ),
    _sense(
        "cutoff of one pass",
        r"(?:of|for) the [\w-]+ filter in a single pass|of (?:a|the|each) single pass",
        neutral=True,
    ),
    _sense("filter order", rf"({_ORDINAL})[- ]order|order (\d+)|of order (\d+)", ("N|order", "{n}")),
    # smoothing
    _sense("derivative", rf"({_ORDINAL}) (?:time )?derivative", ("deriv|nu|d", "{1}")),
    _sense(
        "polynomial degree",
        r"(linear|quadratic|parabolic|cubic|quartic)(?= (?:[\w-]+ ){0,2}(?:fits?|polynomials?|local|"
        r"regression|curve)\b)|"
        r"polynomials? of (?:degree|"
        r"order) (\d)",
        ("polyorder|deg", "{n}"),
    ),
    # integration and interpolation
    _sense(
        "starts at zero",
        r"(?:zero|0) (?:in|at|for) the (?:first|start|beginning)(?: \w+)?|start\w* (?:at|from|with) "
        r"(?:zero|0)|first (?:value|entry|element|row) (?:is |being )?(?:zero|0)",
        ("initial", "0"),
    ),
    _sense(
        "uneven",
        r"(?:but )?not (?:necessarily )?(?:evenly|equally|uniformly|regularly)[- ]spaced|un(?:even|"
        r"equal)ly[- ](?:spaced|sampled)|irregular(?:ly)?[- ](?:spaced|sampled)?|"
        r"non-?uniform(?:ly)?(?:[- ](?:spaced|sampled))?",
        words="unevenly|non-?uniform",
    ),
    _sense(
        "natural",
        r"\bnatural(?= (?:cubic )?splines?| end| boundary)|(?:zero )?second derivatives? (?:is |are "
        r")?(?:zero )?at (?:both|the) ends?|zero (?:second derivative|curvature) at (?:both|the) ends?",
        ("bc_type", "'natural'"),
    ),
    _sense("not a knot", r"not-a-knot", ("bc_type", "'not-a-knot'")),
    _sense("clamped", r"\bclamped\b|zero slopes? at (?:both|the) ends?", ("bc_type", "'clamped'")),
    _sense(
        "held outside",
        r"(?:outside|beyond)[^.;]{0,50}(?:held|constant|nearest|end values?)|end values (?:are )?held|"
        r"held constant (?:outside|beyond)[^.;]*",
        ("left", "None"),
    ),
    # distances and clusters
    _sense("euclidean", r"euclidean", ("metric", "'euclidean'"), words="euclidean"),
    _sense(
        "city block",
        r"manhattan|city-?block|taxicab",
        ("metric", "'cityblock'"),
        words="manhattan|city.?block",
    ),
    _sense(
        "metric",
        r"\b(cosine|correlation|chebyshev|jaccard|canberra|braycurtis|hamming)(?= (?:distance|"
        r"dissimilarit|metric))",
        ("metric", "'{1}'"),
    ),
    _sense("bray-curtis", r"bray-curtis", ("metric", "'braycurtis'"), words="bray-?curtis"),
    _sense(
        "linkage",
        r"\b(single|complete|average|ward|centroid|median)(?:'s)?[- ](?:linkage|method|criterion)",
        ("method", "'{1}'"),
    ),
    _sense(
        "ward",
        r"\bward(?:'s)?(?: (?:hierarchical )?clustering| minimum variance)?\b",
        ("method", "'ward'"),
        words=r"\bward\b",
    ),
    _sense("upgma", r"\bupgma\b", ("method", "'average'")),
    # graphs
    _sense("undirected", r"\bundirected\b", words="undirected|graph"),
    _sense(
        "edge attribute",
        r"(?:every|each|the|all|an?)? ?edges?(?:'s)? (?:has|have|carr(?:y|ies)|with|whose|bear)? "
        r"?(?:an |the |its |their )?(?:numeric )?(?:attribute|data|property|key)s? "
        r"[\"'“`]+(\w+)[\"'”`]+|attribute [\"'“`]+(\w+)[\"'”`]+|[\"'“`]+(\w+)[\"'”`]+ (?:edge "
        r")?attribute",
        ("weight|distance|capacity", "'{n}'"),
    ),
    _sense(
        "unweighted",
        r"\bunweighted\b|(?:edge )?weights? (?:are |is )?(?:ignored|disregarded|not used)|(?:ignoring|"
        r"without|no) (?:edge |any )?weights?|"
        r"number of (?:edges|hops|links|steps)|hop counts?",
        ("weight|distance", "None"),
    ),
    _sense(
        "normalised",
        r"\bnormali[sz]ed\b",
        ("normalized|normalize|density|norm", "True"),
        words=r"normali[sz]",
    ),
    _sense(
        "not normalised",
        r"(?:not|un|without being|raw,? not|no|without) ?-?normali[sz](?:ed|"
        r"ation)",
        ("normalized|normalize|density|norm", "False"),
    ),
    # matrices
    _sense(
        "dense exponential",
        r"(?:the )?dense exponential is never (?:built|formed)|without (?:forming|building|computing) "
        r"(?:the )?(?:dense )?(?:matrix )?exponential|(?:matrix )?exponential itself (?:is )?not "
        r"(?:formed|needed)",
        words=r"action of the matrix exponential",
    ),
    _sense(
        "descending",
        r"\bdescending\b|largest first|decreasing order|from (?:the )?largest to (?:the )?smallest",
    ),
    _sense("ascending", r"\bascending\b|smallest first|increasing order", words="ascending"),
    _sense("two dimensional", r"\b[123]-?[dD]\b(?: sample| points?| data)?", neutral=True),
    _sense("normal density", r"integrat\w+ to (?:one|1)(?: over [\w ]+)?", neutral=True),
    _sense("given parameters", r"not (?:fitted|estimated)(?: (?:from|to) the \w+)?", neutral=True),
    _sense("only this", r"only (?:the )?[\w² -]{1,24} (?:is|are) returned", neutral=True),
    _sense("bandwidth rule", r"(scott|silverman)(?:'s)?(?: rule)?(?: of thumb)?", ("bw_method", "'{1}'")),
    _sense("full circle", r"\b0\D{1,6}360\b"),
    _sense(
        "sign",
        r"positive (?:where|when|if) [^.;]{0,40}?(?:more|larger|higher|greater|exceeds?|above|"
        r"bigger)\b[^.;]{0,30}",
    ),
    _sense("pair", r"(?:between )?(?:all|each|every) pairs? of|pair-?wise", words=r"pairwise|each pair"),
    _sense(
        "any order", r"(?:in )?(?:any|arbitrary|no particular) order|unsorted|not (?:necessarily )?sorted"
    ),
    _sense("sorted", r"\bsorted\b"),
)

_WINDOWS: Final = (
    "hann", "hamming", "blackman", "bartlett", "boxcar", "rectangular", "flattop", "parzen", "nuttall",
    "blackmanharris", "bohman",
)  # fmt: skip
WINDOW: Final = _sense(
    "window",
    rf"\b({'|'.join(_WINDOWS)})(?:ing)?(?:[- ](?:window|taper)(?:ed)?)?\b",
    ("window", "'{1}'"),
)

RESTRICTIVE: Final = re.compile(
    r"\b(?:weighted|weight(?:s|ing)?|normali[sz]\w*|relative|ratios?|log\w*|squared?|root|rms|"
    r"absolute|maxim\w+|"
    r"minim\w+|median|mean|averag\w*|sums?|summed|differences?|differentiat\w*|derivatives?|slopes?|"
    r"cumulative\w*|integral|inverse|reciprocal|percent\w*|quantiles?|ranks?|ranked|descending|unique|"
    r"shift\w*|"
    r"lag\w*|delay\w*|scaled?|cent(?:er|re)d|standardi[sz]ed|smooth\w*|filter\w*|envelope|moving|rolling|"
    r"running|robust\w*|trimmed|exponential\w*|directed|longest|shortest|largest|smallest|except|nor|"
    r"exclud\w+|ignor\w+|exact\w*|correct(?:ed|ion)\w*|adjust\w*|bias\w*|unbiased|penali[sz]ed|"
    r"regulari[sz]ed|"
    r"interpolat\w+|extrapolat\w+|clamp\w*|wrap\w*|half|twice|double[ds]?|halved|third|quarter|unwrap\w*|"
    r"decibels?|dB|logit|sorted|detrend\w*|effective|net|variance|deviation|covariance|correlat\w*|skew\w*|"
    r"kurtosis|entropy|residuals?|intercept|predict\w*|eigen\w+|singular|determinant|multiplied|divided|"
    r"times the|minus|plus|never|convert\w*|subtract\w*|add(?:ed|ing)|rounded?|truncat\w*|round\w*)\b",
    re.IGNORECASE,
)
"""Words that change what is computed wherever they stand: each must be accounted for."""


_NOT: Final = re.compile(
    r"\b(?:not|no|never|nor|neither|don't|do not|avoid)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_NOT_ITSELF: Final = re.compile(
    r"not |no |missing|pairwise|uneven|one pass|both passes|given|only|"
    r"nan|any order|sorted|two dim"
)


def phrases(text: str) -> list[Phrase]:
    """All senses in a text; one within a longer one does not count, of equals only the one listed first."""
    every: list[Phrase] = []
    for sense in (*SENSES, WINDOW):
        for match in sense.pattern.finditer(text):
            groups = tuple(g for g in match.groups() if g)
            negated = bool(_NOT.search(text[max(0, match.start() - 40) : match.start()]))
            negated &= not _NOT_ITSELF.match(sense.name)
            every.append(Phrase(sense, match.group(), match.start(), match.end(), groups, negated))
    found: list[Phrase] = []
    for phrase in sorted(every, key=lambda p: p.start - p.end):
        if not any(p.start <= phrase.start and phrase.end <= p.end for p in found):
            found.append(phrase)
    return sorted(found, key=lambda p: p.start)
