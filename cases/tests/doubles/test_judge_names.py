"""`judge_names`: JSON lines in, JSON lines out; a bad line says what is wrong with it and takes nobody along."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

GOOD = {"id": 7, "a": {"name": "Siti Aminah", "nik": "1971024502938001"}, "b": {"name": "St. Aminah"}}


@pytest.fixture
def ask(tmp_path):
    def run(content):
        file = tmp_path / "pairs.jsonl"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        out = io.StringIO()
        call_command("judge_names", str(file), stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def test_each_line_gets_an_answer(ask):
    (answer,) = ask(json.dumps(GOOD))
    assert set(answer) == {"id", "decision", "score"}
    assert (answer["id"], answer["decision"]) == (7, "review")
    assert 0.5 <= answer["score"] < 0.9


def test_lines_keep_their_order_and_empty_ones_are_passed_over(ask):
    lines = [json.dumps(GOOD | {"id": key}) for key in ("x", "y", "z")]
    assert [answer["id"] for answer in ask("\n\n".join(lines))] == ["x", "y", "z"]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("{", None),
        ("[1]", None),
        ("5", None),
        ('{"id": 3}', 3),
        ('{"id": "p", "a": {}, "b": "Siti"}', "p"),
        ("[" * 100_000, None),
    ],
)
def test_a_bad_line_says_so_and_the_next_is_answered(ask, line, key):
    bad, good = ask(f"{line}\n{json.dumps(GOOD)}")
    assert bad["id"] == key
    assert "line 1" in bad["error"]
    assert good["decision"]


@pytest.mark.parametrize(
    "value", [None, "", 0, 1.5, 1971024502938001, [], {}, "\0", "💥" * 500, "\ud800", "3.27E+15", True, "31/31/31"]
)
def test_odd_values_are_no_reason_to_fall_over(ask, value):
    fields = ("name", "birth_date", "sex", "kelurahan", "nik", "passport", "phone")
    odd = dict.fromkeys(fields, value)
    (answer,) = ask(json.dumps({"id": value, "a": odd, "b": GOOD["a"]}))
    assert answer["decision"] in ("same", "review", "different")


def test_bytes_that_are_no_text(ask):
    bad, good = ask(b'{"id": "\xff\n' + json.dumps(GOOD).encode())
    assert bad["error"] and good["decision"]


def test_numbers_of_a_spreadsheet_are_numbers(ask):
    a = {"name": "Harun Ambran", "nik": 1971021504858001, "birth_date": 1985}
    (answer,) = ask(json.dumps({"id": 1, "a": a, "b": a | {"nik": "1971021504858001"}}))
    assert answer["decision"] == "same"


def test_a_missing_file(tmp_path):
    with pytest.raises(CommandError):
        call_command("judge_names", str(tmp_path / "none.jsonl"))
