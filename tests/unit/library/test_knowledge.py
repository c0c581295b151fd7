"""The cues: well formed, and each heard by its own phrases."""

import pytest

from ansatz.library import words
from ansatz.library.knowledge import CUES
from ansatz.library.matching import Cues
from ansatz.library.mathematics import KNOWN
from ansatz.library.query import read_query


def test_every_phrase_has_words_or_a_known_mark():
    for cue in CUES:
        assert cue.phrases and cue.routines
        for phrase in cue.phrases:
            for part in phrase:
                if part.startswith("@"):
                    assert part in KNOWN, (cue.why, part)
                else:
                    assert words.sequence(part), (cue.why, phrase)


def test_every_routine_is_a_public_path():
    for cue in CUES:
        for name in cue.routines:
            assert "." in name and all(part.isidentifier() for part in name.split(".")), (cue.why, name)
        assert len(set(cue.routines)) == len(cue.routines), cue.why


def test_no_two_cues_have_one_reason():
    reasons = [cue.why for cue in CUES]
    assert len(set(reasons)) == len(reasons)


@pytest.mark.parametrize("cue", CUES[::9], ids=lambda cue: cue.why)
def test_a_phrase_is_heard_whole(cue):
    phrase = next(phrase for phrase in cue.phrases if not any(part.startswith("@") for part in phrase))
    heard = Cues(CUES).heard_in(read_query(". ".join(phrase)))
    assert cue in [one.cue for one in heard]


def test_parts_of_a_phrase_must_all_be_there_for_its_full_strength():
    cues = Cues(CUES)

    def strength(text: str) -> float:
        heard = cues.heard_in(read_query(text))
        return max((one.strength for one in heard if "elliptic integrals" in one.cue.why), default=0.0)

    assert strength("exact period of a rigid pendulum") > strength("a pendulum") > strength("a hammer")
