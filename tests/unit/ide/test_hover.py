"""What hovering shows, and where."""

from collections.abc import Sequence

from ansatz.core.candidate import PlacedStep
from ansatz.core.evidence import Refuted, Sweep, Witness
from ansatz.core.record import ClaimRecord
from ansatz.ide import hover
from ansatz.targets import named, slice_digest, spec_digest
from support import values
from support.values import Records

TEXT = '''class A:
    def energy(self, m):
        """Energy of a mass.

        E = m c^2
        """
        # not a step
        c = 299792458.0
        square = c**2
        return m * square$0

    def other(self):
        """Nothing is known of this."""
        return 1
'''


def check_hover(
    marked: str,
    *,
    shows: str | None,
    hides: str | None = None,
    on: str | None = None,
    level: values.Level = "verified",
    claims: Sequence[ClaimRecord] = (),
    steps: Sequence[PlacedStep] = (),
    reasons: Sequence[str] = (),
    edited: tuple[str, str] | None = None,
    action: str = "generated",
) -> None:
    """Hovers at `$0` over text whose function `A.energy` has a record; `edited` came after it."""
    text = marked.replace("$0", "")
    (target,) = named(text, "A.energy")
    record = values.record(
        "energy",
        qualified_name="A.energy",
        spec_digest=spec_digest(text, target),
        slice_digest=slice_digest(text, target),
        level=level,
        claims=claims,
        steps=steps,
        reasons=reasons,
        action=action,
    )
    if edited is not None:
        marked = marked.replace(*edited)
    text, offset = marked.replace("$0", ""), marked.index("$0")
    found = hover(text, Records(record), offset)
    if shows is None:
        assert found is None
        return
    assert found is not None and shows in found.markdown, found
    assert hides is None or hides not in found.markdown
    assert on is None or found.span.of(text) == on


def test_the_step_on_the_line_comes_with_its_equation() -> None:
    # Lines count from the first statement: comments above it are not part of it.
    check_hover(
        TEXT,
        steps=[values.step("c", "c = 299792458 m/s", 1, 2), values.step("E", "E = m c^2", 3)],
        shows="This line works out `E` from the docstring's\n\n```\nE = m c^2\n```",
        hides="299792458 m/s",
        on="return m * square",
    )


def test_a_step_of_several_lines_is_shown_on_each() -> None:
    check_hover(
        TEXT.replace("$0", "").replace("square = c", "squ$0are = c"),
        steps=[values.step("c", "c = 299792458 m/s", 1, 2)],
        shows="299792458 m/s",
        on="c = 299792458.0\n        square = c**2",
    )


def test_elsewhere_the_whole_is_shown_without_a_step() -> None:
    check_hover(
        TEXT.replace("$0", "").replace("E = m", "E$0 = m"),
        steps=[values.step("E", "E = m c^2", 1)],
        shows="✓ **`energy`**: verified, from the equation E = m c^2",
        hides="This line",
        on="energy",
    )


def test_what_refuted_it_is_shown_with_the_input() -> None:
    check_hover(
        TEXT,
        level="refuted",
        claims=[values.refuted_claim("units", "the result | is in J")],
        shows="It does **not** hold that the result \\| is in J: `m=2.0` gives `a value in kg m`, "
        "expected `a value in J`",
    )


def test_what_refutes_it_comes_before_what_holds_and_both_readings_together() -> None:
    readings = [values.refuted_claim("equation", f"it is reading {name}") for name in ("A", "B")]
    claims = [values.supported_claim(kind="syntax", text="it is Python", killed=0), *readings]
    (target,) = named(TEXT.replace("$0", ""), "A.energy")
    text = TEXT.replace("$0", "")
    record = values.record(
        "energy",
        qualified_name="A.energy",
        spec_digest=spec_digest(text, target),
        slice_digest=slice_digest(text, target),
        level="refuted",
        claims=claims,
        reasons=["equation: it is reading A"],
    )
    found = hover(text, Records(record), TEXT.index("$0"))
    assert found is not None
    first, second, third, *_ = found.markdown.split("\n\n")
    assert first.startswith("✗ **`energy`**: refuted")
    assert second.startswith("It does **not** hold that it is reading A; it is reading B: `m=2.0` gives")
    assert third == "Held, without catching a faulty variant: it is Python."
    assert "Not covered" not in found.markdown


def test_what_catches_most_faults_is_first_and_what_catches_none_is_one_line() -> None:
    check_hover(
        TEXT,
        claims=[
            values.supported_claim(kind="syntax", text="it is Python", killed=0),
            values.supported_claim(kind="units", text="it is in J", killed=2),
            values.supported_claim(text="it is the equation", killed=9),
        ],
        shows="| it is the equation | held on 50 inputs; caught 9 of 10 faulty variants |\n"
        "| it is in J | held; caught 2 of 10 faulty variants |\n\n"
        "Also held, without catching a faulty variant: it is Python.",
    )


def test_what_is_not_covered_is_said() -> None:
    check_hover(
        TEXT, level="plausible", reasons=["the factor k_B was not exposed"], shows="- the factor k_B was"
    )
    check_hover(TEXT, claims=[values.undecided_claim(why="out of *time*")], shows="open: out of \\*time\\*")


def test_what_holds_is_shown_with_what_it_would_have_caught() -> None:
    check_hover(TEXT, shows="held on 50 inputs; caught 9 of 10 faulty variants")


def test_after_an_edit_it_says_that_the_evidence_is_old() -> None:
    check_hover(
        TEXT,
        edited=("m * square", "2 * m * square"),
        steps=[values.step("E", "E = m c^2", 3)],
        shows="edited since",
        hides="E = m c",
    )


def test_after_an_edit_elsewhere_it_is_still_the_evidence() -> None:
    check_hover(TEXT, edited=("return 1", "return 2"), shows="✓")


def test_another_docstring_has_no_evidence() -> None:
    check_hover(TEXT, edited=("Energy of a mass", "Energy of a photon"), shows=None)


def test_a_candidate_that_was_never_put_in_is_no_earlier_code() -> None:
    check_hover(TEXT, level="refuted", edited=("m * square", "m"), shows=None)
    check_hover(TEXT, level="refuted", action="validated", edited=("m * square", "m"), shows="edited since")


def test_outside_there_is_nothing() -> None:
    check_hover(TEXT.replace("$0", "").replace("return 1", "return$0 1"), shows=None)
    check_hover("$0" + TEXT.replace("$0", ""), shows=None)


def test_text_from_elsewhere_cannot_become_markup() -> None:
    check_hover(
        TEXT,
        claims=[values.supported_claim(text="a`b <img src=x> [link](y) \n| c")],
        shows="| a\\`b \\<img src=x> \\[link\\](y) \\| c |",
    )


def test_the_plot_of_what_refutes_it_comes_before_what_else_does() -> None:
    text = TEXT.replace("$0", "")
    (target,) = named(text, "A.energy")
    given = {"spec_digest": spec_digest(text, target), "slice_digest": slice_digest(text, target)}
    sweep = Sweep("m", 2.0, (1.0, 2.0, 3.0), (1.0, 2.0, 3.0), (2.0, 4.0, 6.0))
    witness = Witness((("m", "2.0"),), expected="2.0", got="4.0")
    claims = [
        ClaimRecord("equation", "equation", "it is the equation", (), Refuted(witness, sweep)),
        values.refuted_claim("units"),
    ]
    record = values.record("energy", qualified_name="A.energy", level="refuted", claims=claims, **given)
    found = hover(text, Records(record), TEXT.index("$0"), pictures=True)
    assert found is not None
    order = [
        found.markdown.index(mark) for mark in ("it is the equation", "data:image/svg", "the result is in J")
    ]
    assert order == sorted(order)
    without = hover(text, Records(record), TEXT.index("$0"))
    assert without is not None and "data:image" not in without.markdown
