"""Which diagnostics there are, where, and that each code is described."""

import re
from typing import get_args

from ansatz.core.claim import Relation
from ansatz.core.outcome import FindingKind, FunctionReading, StaticFinding
from ansatz.core.record import Record
from ansatz.core.spec import Fault, FaultKind
from ansatz.core.text import Span
from ansatz.ide import code_page, fault_notes, refuted_notes, static_notes
from ansatz.ide.codes import PAGE, refuted_code, spec_code, static_code
from ansatz.targets import named, slice_digest, spec_digest
from support import values
from support.values import Records

TEXT = '''def f(x):
    """Spec of f."""
    return x


def f(x):
    """Spec of the other f."""
    return x
'''


def a_record(text: str, number: int, **given: object) -> Record:
    target = named(text, "f")[number]
    return values.record(
        "f",
        spec_digest=spec_digest(text, target),
        slice_digest=slice_digest(text, target),
        level="refuted",
        claims=[values.refuted_claim("inputs_unchanged", span=Span(0, 4)), values.supported_claim()],
    )


def test_a_refuted_function_is_marked_at_its_name_with_the_place_that_says_so() -> None:
    (note,) = refuted_notes(TEXT, Records(a_record(TEXT, 1)), {})
    assert (note.code, note.severity) == ("refuted-inputs-unchanged", "error")
    assert note.message == (
        "It does not hold that the result is in J: for m=2.0 expected a value in J, got a value in kg m."
    )
    assert note.span == named(TEXT, "f")[1].name_span
    assert note.related is not None and note.related.of(TEXT) == "Spec"
    assert note.related.start > TEXT.index("other") - 20


def test_claims_that_one_input_breaks_are_one_diagnostic() -> None:
    target = named(TEXT, "f")[1]
    readings = [values.refuted_claim("equation", f"it is reading {name}") for name in ("A", "B")]
    given = {"spec_digest": spec_digest(TEXT, target), "slice_digest": slice_digest(TEXT, target)}
    record = values.record("f", level="refuted", claims=[*readings, values.refuted_claim("units")], **given)
    first, other = refuted_notes(TEXT, Records(record), {})
    assert first.message.startswith("It does not hold that it is reading A; it is reading B: for m=2.0")
    assert (first.code, other.code) == ("refuted-equation", "refuted-units")


def test_edited_code_is_no_longer_known_to_be_wrong() -> None:
    records = Records(a_record(TEXT, 0))
    assert len(refuted_notes(TEXT, records, {})) == 1
    assert refuted_notes(TEXT.replace("return x", "return 2 * x", 1), records, {}) == ()


def test_a_rejected_candidate_is_information_while_the_spec_stands() -> None:
    best = a_record(TEXT, 0)
    rejected = {(best.qualified_name, best.spec_digest): best}
    stub = TEXT.replace("return x", "...", 1)
    (note,) = refuted_notes(stub, Records(values.record("g")), rejected)
    assert note.severity == "information" and note.message.startswith("The best candidate was refuted.")
    assert refuted_notes(stub.replace("Spec of f", "Another"), Records(values.record("g")), rejected) == ()


def test_faults_are_shown_where_they_are() -> None:
    fault = Fault("missing-input", "T is not given.", Span(3, 4), "Add a parameter.")
    (note,) = fault_notes([FunctionReading("f", "f", 0, (fault,)), FunctionReading("g", "g", 0, ())])
    assert (note.code, note.severity, note.span) == ("spec-missing-input", "warning", Span(3, 4))
    assert note.message == "T is not given. Add a parameter."


def test_every_code_is_described_and_nothing_else() -> None:
    kinds = [relation.__dataclass_fields__["kind"].default for relation in get_args(Relation)]
    codes = {spec_code(kind) for kind in get_args(FaultKind)} | {refuted_code(kind) for kind in kinds}
    codes |= {static_code(kind) for kind in get_args(FindingKind)}
    assert set(re.findall(r"^### (\S+)$", PAGE.read_text("utf-8"), re.MULTILINE)) == codes
    assert code_page("spec-units") == f"{PAGE.as_uri()}#spec-units"


def test_what_a_save_found_follows_its_function_until_that_is_edited() -> None:
    text = "x = 1\ndef f():\n    bad\n"
    finding = StaticFinding(
        "degrees", "it is bad", Span(text.index("bad"), len(text) - 1), Span(6, len(text))
    )
    (note,) = static_notes(text, text, [finding])
    assert (note.code, note.message, note.span.of(text)) == ("hygiene-degrees", "It is bad.", "bad")
    later = "import numpy\n" + text
    (note,) = static_notes(later, text, [finding])
    assert note.span.of(later) == "bad" and note.span.start > finding.span.start
    assert static_notes(text.replace("bad", "good"), text, [finding]) == ()
    assert static_notes(text + text, text, [finding]) == ()
