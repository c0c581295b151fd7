"""JSON in answers, and secrets in texts."""

import pytest

from ansatz.models.parsing import json_in
from ansatz.models.redaction import Redaction


@pytest.mark.parametrize(
    "text",
    [
        '{"a": [1, 2]}',
        'Sure! Here it is:\n```json\n{"a": [1, 2]}\n```\nAnything else?',
        '```\n{"a": [1, 2],}\n```',
        'The set {x} gives {"a": [1, 2]}.',
        '<think>{"a": 0}, or rather not</think>{"a": [1, 2,]}',
        '{"a": [1, 2]} {"b": 3}',
    ],
)
def test_a_value_is_found_in_what_stands_around_it(text: str):
    assert json_in(text) == {"a": [1, 2]}


def test_text_in_strings_stays_as_it_is():
    assert json_in('{"code": "a = [1, ]\\nb = {}", }') == {"code": "a = [1, ]\nb = {}"}


@pytest.mark.parametrize("text", ["", "No.", "3", '{"a": NaN}', '{"a": 1', "[" * 100_000])
def test_what_is_no_value_is_none(text: str):
    with pytest.raises(ValueError, match=r"JSON"):
        json_in(text)


SECRETS = [
    "AKIA" + "ABCDEFGH12345678",
    "ghp_" + "a1B2" * 9,
    "glpat-" + "a1B2c" * 4,
    "sk-ant-" + "a1B2" * 8,
    "AIza" + "a1B2c" * 7,
    "hf_" + "aBcD" * 9,
    "xoxb-" + "1234567890-abcdef",
    "eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0In0.c2lnbmF0dXJl",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----",
]


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret[:6])
def test_a_known_form_of_secret_is_taken_out(secret: str):
    found = Redaction()(f"before {secret} after")
    assert secret not in found
    assert found.startswith("before [redacted: ")
    assert found.endswith("] after")


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("password = 'correct horse'", "correct horse"),
        ('{"api_key": "0123456789"}', "0123456789"),
        ("postgresql://ann:hunter22@db/lab", "hunter22"),
        ("Authorization: Bearer abcdefghijklmnop1234", "abcdefghijklmnop1234"),
    ],
)
def test_a_secret_that_is_said_to_be_one_is_taken_out(text: str, secret: str):
    assert secret not in Redaction()(text)


@pytest.mark.parametrize(
    "text",
    [
        "F = G m1 m2 / r**2, with r [m] and key = 'nearest'",
        "sequence = 'MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSGAEKAVQ'",
        "sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'",
        "def secretion_rate(secret_granules, token): return token * 2",
        "https://example.org:8080/data@v2",
    ],
)
def test_science_is_left_alone(text: str):
    assert Redaction(("none",))(text) == text
