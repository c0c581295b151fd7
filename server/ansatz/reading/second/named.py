"""Functions of mathematical physics and statistics that a text names: `Γ is the gamma function`."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, cast

from ansatz.core.formula import Call, Formula, FunctionName, Multiply, Negate, Number

from .tokens import Unread

Named = Literal[
    "gamma", "lgamma", "lbeta", "beta", "digamma", "polygamma", "normal_cdf", "normal_pdf", "zeta",
    "bessel_j", "bessel_y", "bessel_i", "bessel_k", "spherical_j", "spherical_y", "hypergeometric",
    "expint_n", "expint_ei", "legendre_p", "hermite_h", "hermite_he", "chebyshev_t", "chebyshev_u",
    "laguerre_l", "gegenbauer_c", "jacobi_p", "ellipk", "ellipe", "betainc", "gammainc", "gammaincc",
    "lower_gamma", "upper_gamma", "erf", "erfc", "erfi", "lambertw", "heaviside", "sign", "pochhammer",
    "factorial", "modified_bessel", "any_bessel",
    "kummer",
]  # fmt: skip


class Phrase(NamedTuple):
    """Words that name a function; the first pattern that fits a place wins."""

    pattern: str
    meaning: Named


_NORMAL = r"(?:of (?:the |a )?)?(?:standard )?(?:normal|gaussian)(?: distribution)?"
PHRASES: tuple[Phrase, ...] = (
    Phrase(r"(?:natural )?log(?:arithm)? of the (?:absolute value of the )?(?:complete )?gamma function|"
           r"log-gamma function", "lgamma"),
    Phrase(r"(?:natural )?log(?:arithm)? of the beta function", "lbeta"),
    Phrase(r"(?:regulari[sz]ed|normali[sz]ed) lower incomplete gamma function", "gammainc"),
    Phrase(r"(?:regulari[sz]ed|normali[sz]ed) upper incomplete gamma function", "gammaincc"),
    Phrase(r"(?:non-?regulari[sz]ed )?lower incomplete gamma function", "lower_gamma"),
    Phrase(r"(?:non-?regulari[sz]ed )?upper incomplete gamma function", "upper_gamma"),
    Phrase(r"(?:regulari[sz]ed|normali[sz]ed) incomplete beta function", "betainc"),
    Phrase(r"(?:complete )?(?:euler )?gamma function", "gamma"),
    Phrase(r"(?:complete )?(?:euler )?beta function", "beta"),
    Phrase(r"(?:digamma|psi) function|logarithmic derivative of the gamma function", "digamma"),
    Phrase(r"polygamma function", "polygamma"),
    Phrase(rf"(?:cdf|cumulative distribution function) {_NORMAL}|{_NORMAL} (?:cdf|cumulative distribution "
           r"function)", "normal_cdf"),
    Phrase(rf"(?:pdf|probability density(?: function)?|density(?: function)?) {_NORMAL}|"
           rf"{_NORMAL} (?:pdf|probability density(?: function)?)", "normal_pdf"),
    Phrase(r"modified bessel functions? of (?:the )?first kind", "bessel_i"),
    Phrase(r"modified bessel functions? of (?:the )?(?:second|third) kind", "bessel_k"),
    Phrase(r"modified bessel functions?", "modified_bessel"),
    Phrase(r"spherical bessel functions? of (?:the )?first kind", "spherical_j"),
    Phrase(r"spherical bessel functions? of (?:the )?second kind", "spherical_y"),
    Phrase(r"bessel functions? of (?:the )?first kind", "bessel_j"),
    Phrase(r"bessel functions? of (?:the )?second kind|(?:neumann|weber) functions?", "bessel_y"),
    Phrase(r"bessel functions?", "any_bessel"),
    Phrase(r"(?:riemann(?:'s)?|hurwitz) zeta function", "zeta"),
    Phrase(r"(?:kummer'?s? )?confluent hypergeometric function(?! (?:of the )?second)(?: of the first kind)?"
           r"|kummer'?s function", "kummer"),
    Phrase(r"generali[sz]ed exponential integral", "expint_n"),
    Phrase(r"(?:gauss(?:ian)?(?:'s)? |generali[sz]ed |confluent )?hypergeometric (?:limit )?function",
           "hypergeometric"),
    Phrase(r"chebys?c?hev polynomials? of (?:the )?first kind", "chebyshev_t"),
    Phrase(r"chebys?c?hev polynomials? of (?:the )?second kind", "chebyshev_u"),
    Phrase(r"legendre polynomials?", "legendre_p"),
    Phrase(r"jacobi polynomials?", "jacobi_p"),
    Phrase(r"(?:gegenbauer|ultraspherical) polynomials?", "gegenbauer_c"),
    Phrase(r"(?:generali[sz]ed |associated )?laguerre polynomials?", "laguerre_l"),
    Phrase(r"(?:probabilists?'?s?'?|normali[sz]ed) hermite polynomials?", "hermite_he"),
    Phrase(r"physicists?'?s?'? hermite polynomials?", "hermite_h"),
    Phrase(r"complementary error function", "erfc"),
    Phrase(r"imaginary error function", "erfi"),
    Phrase(r"error function", "erf"),
    Phrase(r"lambert(?:'s)? w function", "lambertw"),
    Phrase(r"sign(?:um)? function", "sign"),
    Phrase(r"pochhammer symbol|rising factorial", "pochhammer"),
)  # fmt: skip


_BY_LETTER: dict[tuple[Named, str], Named] = {
    ("modified_bessel", "I"): "bessel_i",
    ("modified_bessel", "K"): "bessel_k",
    ("any_bessel", "J"): "bessel_j",
    ("any_bessel", "Y"): "bessel_y",
}


def certain(meaning: Named, stem: str) -> Named | None:
    """The function that a phrase names, where it takes the letter to tell which: `I_0` is modified."""
    if meaning == "kummer" and stem in ("U", "Psi", "psi"):
        return None  # Tricomi's
    if meaning in ("modified_bessel", "any_bessel"):
        return _BY_LETTER.get((meaning, stem))
    return meaning


_ARITY: dict[Named, int] = {
    "beta": 2, "lbeta": 2, "gammainc": 2, "gammaincc": 2, "lower_gamma": 2, "upper_gamma": 2, "pochhammer": 2,
}  # fmt: skip
_ORDERED = frozenset(
    {"bessel_j", "bessel_y", "bessel_i", "bessel_k", "spherical_j", "spherical_y", "expint_n", "legendre_p",
     "hermite_h", "hermite_he", "chebyshev_t", "chebyshev_u"}
)  # fmt: skip
_ONE_MARK = "a function with marks that mean something else"


def apply(
    meaning: Named, subs: Sequence[Formula], supers: Sequence[Formula], arguments: Sequence[Formula]
) -> Formula:
    """The call that `F_subs^{(supers)}(arguments)` stands for. Raises `Unread` where the marks don't fit."""
    given = tuple(arguments)
    marks = (len(subs), len(supers))
    if meaning in _ORDERED:
        # `J_0(x)`, or the order among the arguments: `J(n, x)`.
        if marks == (1, 0) and len(given) == 1:
            return _call(meaning, (*subs, *given))
        raise Unread(_ONE_MARK)
    match meaning:
        case "laguerre_l":
            if marks == (1, 0) and len(given) == 1:
                return Call("laguerre_l", (subs[0], given[0]))
            if marks == (1, 1) and len(given) == 1:
                return Call("assoc_laguerre", (subs[0], supers[0], given[0]))
        case "gegenbauer_c":
            if marks == (1, 1) and len(given) == 1:
                return Call("gegenbauer_c", (subs[0], supers[0], given[0]))
        case "jacobi_p":
            if marks == (1, 2) and len(given) == 1:
                return Call("jacobi_p", (subs[0], *supers, given[0]))
        case "betainc":
            if marks == (1, 0) and len(given) == 2:
                return Call("betainc", (*given, subs[0]))
            if marks == (0, 0) and len(given) == 3:
                raise Unread("three arguments of an incomplete beta function, whose order varies")
        case "kummer" if marks == (0, 0) and len(given) == 3:
            return Call("hyp1f1", given)
        case "hypergeometric" | "kummer":
            return _hypergeometric(subs, given)
        case "digamma" | "polygamma":
            if marks == (0, 0) and len(given) == 1:
                return Call("digamma", given)
            if marks == (0, 1) and len(given) == 1:
                return Call("polygamma", (supers[0], given[0]))
        case "normal_cdf":
            if marks == (0, 1) and supers[0] == Negate(Number("1")) and len(given) == 1:
                return Call("normal_quantile", given)
            if marks == (0, 0) and len(given) == 1:
                return Call("normal_cdf", given)
        case "zeta":
            if marks == (0, 0) and len(given) in (1, 2):
                return Call("zeta" if len(given) == 1 else "hurwitz_zeta", given)
        case "lower_gamma" | "upper_gamma":
            if marks == (0, 0) and len(given) == 2:
                part = "gammainc" if meaning == "lower_gamma" else "gammaincc"
                return Multiply((Call("gamma", given[:1]), Call(part, given)))
        case _:
            if marks == (0, 0) and len(given) == _ARITY.get(meaning, 1):
                return _call(meaning, given)
    raise Unread(_ONE_MARK)


def _call(meaning: str, arguments: tuple[Formula, ...]) -> Call:
    return Call(cast("FunctionName", meaning), arguments)


def _hypergeometric(subs: Sequence[Formula], given: tuple[Formula, ...]) -> Formula:
    """`_2F_1(a, b; c; z)`: the two counts come as subscripts."""
    counts = tuple(sub.text for sub in subs if isinstance(sub, Number))
    match (counts, len(given)):
        case (("2", "1"), 4):
            return Call("hyp2f1", given)
        case (("1", "1"), 3):
            return Call("hyp1f1", given)
        case (("0", "1"), 2):
            return Call("hyp0f1", given)
        case _:
            raise Unread("a hypergeometric function without its counts")


def factorial(operand: Formula, marks: str) -> Formula:
    """`n!` and `n!!`."""
    if marks not in ("!", "!!"):
        raise Unread("more than two exclamation marks")
    return Call("factorial" if marks == "!" else "factorial2", (operand,))


def binomial(top: Formula, bottom: Formula) -> Formula:
    """`n choose k`."""
    return Call("binomial", (top, bottom))
