"""The stamp of a page: whose answers, and what of them it was made from."""

from consult.journey.stamps import Stamp, make_stamp, read_stamp
from consult.kernel import tokens


def test_a_stamp_fits_its_own_answers_as_they_stood_and_no_others() -> None:
    code = tokens.new_code()
    stamp = read_stamp(make_stamp(code, {"reasons": "Safer."}))
    assert stamp.is_of(code)
    assert not stamp.is_of(tokens.new_code())
    assert not stamp.is_of(None)
    assert stamp.has_seen(code, {"reasons": "Safer."})
    assert not stamp.has_seen(code, {"reasons": "Safer. And cheaper."})


def test_a_stamp_tells_nobody_the_code_or_the_answer() -> None:
    code = tokens.new_code()
    made = make_stamp(code, "prefer_not")
    assert code not in made
    assert made != make_stamp(tokens.new_code(), "prefer_not")
    assert make_stamp(None) == ""


def test_what_was_made_up_fits_nothing() -> None:
    for typed in ("x", "x.y", ".", "🚫.🚫", "a" * 5_000):
        assert not read_stamp(typed).is_of(tokens.new_code()) or read_stamp(typed).whose == ""
    assert read_stamp(None) == Stamp()
