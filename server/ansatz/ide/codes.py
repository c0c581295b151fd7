"""The stable codes of diagnostics. `codes.md` beside this file describes each under its own heading."""

from pathlib import Path

from ansatz.core.outcome import FindingKind
from ansatz.core.spec import FaultKind

PAGE = Path(__file__).with_name("codes.md")


def spec_code(kind: FaultKind) -> str:
    """The code of a fault in a docstring."""
    return f"spec-{kind}"


def refuted_code(claim_kind: str) -> str:
    """The code of a claim that code was found to break."""
    return f"refuted-{claim_kind.replace('_', '-')}"


def static_code(kind: FindingKind) -> str:
    """The code of what was found in code without running it."""
    return refuted_code(kind) if kind in ("installed-api", "instruction") else f"hygiene-{kind}"


def code_page(code: str) -> str:
    """Where `code` is described: a URI into the page that is installed with us, so it needs no network."""
    return f"{PAGE.as_uri()}#{code}"
