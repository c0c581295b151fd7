"""What LaTeX commands and signs mean to the scanner."""

from .tokens import TokenKind

SPACES = frozenset({",", ";", ":", "!", " ", ">", "displaystyle", "textstyle", "limits", "nolimits"})
IGNORED_WITH_ARGUMENT = frozenset({"label", "tag"})
IGNORED = frozenset({"nonumber", "notag"})
WORDS = frozenset(
    {"if", "for", "when", "otherwise", "else", "where", "with", "and", "in", "or", "elsewhere"},
)
OPERATORS: dict[str, tuple[TokenKind, str]] = {
    "cdot": ("operator", "·"), "times": ("operator", "×"), "ast": ("operator", "·"), "div": ("operator", "/"),
    "le": ("relation", "<="), "leq": ("relation", "<="), "leqslant": ("relation", "<="),
    "ge": ("relation", ">="), "geq": ("relation", ">="), "geqslant": ("relation", ">="),
    "lt": ("relation", "<"), "gt": ("relation", ">"), "ne": ("relation", "!="), "neq": ("relation", "!="),
    "equiv": ("relation", "="), "infty": ("constant", "inf"), "pi": ("constant", "pi"),
    "dots": ("dots", "..."), "ldots": ("dots", "..."), "cdots": ("dots", "..."),
    "quad": ("gap", " "), "qquad": ("gap", " "),
    "lvert": ("open", "|"), "rvert": ("close", "|"), "vert": ("bar", "|"),
    "Vert": ("normbar", "‖"), "|": ("normbar", "‖"), "parallel": ("normbar", "‖"),
    "lVert": ("open", "norm"), "rVert": ("close", "norm"), "in": ("member", "in"),
    "choose": ("choose", "choose"),
    "lfloor": ("open", "floor"), "rfloor": ("close", "floor"),
    "lceil": ("open", "ceil"), "rceil": ("close", "ceil"),
    "lbrace": ("open", "{"), "rbrace": ("close", "}"), "{": ("open", "{"), "}": ("close", "}"),
    "lbrack": ("open", "["), "rbrack": ("close", "]"),
}  # fmt: skip
SINGLE: dict[str, tuple[TokenKind, str]] = {
    "+": ("operator", "+"), "-": ("operator", "-"), "−": ("operator", "-"), "*": ("operator", "·"),
    "/": ("operator", "/"), "·": ("operator", "·"), "(": ("open", "("), ")": ("close", ")"),
    "[": ("open", "["), "]": ("close", "]"), "|": ("bar", "|"), ",": ("comma", ","), ";": ("comma", ";"),
    "=": ("relation", "="), "<": ("relation", "<"), ">": ("relation", ">"),
}  # fmt: skip
SIZES = frozenset(
    {"left", "right", "middle", "bigm"}
    | {size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}
)
DELIMITERS = {
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "lvert": "|", "rvert": "|", "vert": "|",
    "|": "norm", "Vert": "norm", "lVert": "norm", "rVert": "norm", "lbrack": "[", "rbrack": "]",
    "lfloor": "floor", "rfloor": "floor", "lceil": "ceil", "rceil": "ceil",
}  # fmt: skip
UPRIGHT = frozenset(
    {"mathrm", "text", "textrm", "mathit", "mathsf", "textit", "operatorname", "mathnormal", "mbox"}
)
BOLD = frozenset({"mathbf", "boldsymbol", "bm", "vec", "symbf", "pmb"})
"""Marks of vectors and matrices, which are part of no name."""
ACCENTS = {"bar": "bar", "overline": "bar", "hat": "hat", "widehat": "hat", "tilde": "tilde", "dot": "dot"}
ENVIRONMENTS = frozenset(
    {
        "aligned",
        "align",
        "align*",
        "equation",
        "equation*",
        "gather",
        "gather*",
        "gathered",
        "split",
        "eqnarray",
        "eqnarray*",
    }
)
DECORATIONS = {
    "*": "*",
    "ast": "*",
    "circ": "circ",
    "prime": "'",
    "ominus": "circ",
    "dagger": "dagger",
    "ddagger": "ddagger",
}
