"""What the user says of claims takes refutations back, and never makes code better than unchecked."""

from dataclasses import replace

from ansatz.core.dismissal import SAID_WRONG, record_without
from ansatz.core.evidence import Inconclusive, Refuted
from support.values import record, refuted_claim, supported_claim


def test_the_only_refutation_taken_back_leaves_the_code_unchecked() -> None:
    broken = replace(refuted_claim("bound"), id="bound")
    after = record_without(record(level="refuted", claims=[supported_claim(), broken]), {"bound"})
    assert after.level == "unchecked"
    assert after.claims[1].verdict == Inconclusive(SAID_WRONG)
    assert after.reasons == (f"{SAID_WRONG}: {broken.text}",)


def test_another_refutation_stands() -> None:
    one, other = replace(refuted_claim("bound"), id="one"), replace(refuted_claim("runs"), id="another")
    after = record_without(record(level="refuted", claims=[one, other]), {"one"})
    assert after.level == "refuted" and isinstance(after.claims[1].verdict, Refuted)


def test_what_holds_is_left_alone() -> None:
    before = record(level="verified", claims=[supported_claim()])
    assert record_without(before, {before.claims[0].id}) == before
