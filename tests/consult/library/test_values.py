"""Questions become plain values and back without losing what is asked."""

import orjson

from consult.contract.answer_rules import AnswerRule
from consult.contract.options import Option
from consult.contract.questions import Question
from consult.library.values import as_plain, left_out_of, questions_in
from consult.submissions.kinds import SCALES


def test_questions_come_back_as_they_were_without_what_is_no_longer_offered() -> None:
    asked = Question(
        key="safe",
        kind="radios",
        label="Are you safe?",
        hint="At night.",
        is_required=True,
        options=(Option(code="yes", label="Yes", value=1), Option(code="old", label="Old", is_retired=True)),
        most_words=9,
        is_public=False,
    )
    kept = orjson.loads(orjson.dumps(as_plain([asked], {"safe": ["rules"]})))
    (back,) = questions_in(kept)
    assert left_out_of(kept) == {"safe": ["rules"]}
    assert back.options == (Option(code="yes", label="Yes", value=1),)
    assert (back.key, back.label, back.hint, back.is_required, back.most_words, back.is_public) == (
        *("safe", "Are you safe?", "At night.", True, 9),
        False,
    )


def test_sums_orders_and_rules_among_what_is_kept_come_back() -> None:
    rules = (AnswerRule(op="le", key="a", told="Too many."), AnswerRule(op="le", key="gone", told="Too few."))
    asked = [
        Question(key="a", kind="budget", label="A", total=500, unit="pounds", order="random"),
        Question(key="b", kind="number", label="B", pairs=3, rules=rules),
    ]
    first, second = questions_in(orjson.loads(orjson.dumps(as_plain(asked, {}))))
    assert (first.total, first.unit, first.order) == (500, "pounds", "random")
    assert (second.pairs, second.rules) == (3, rules[:1])


def test_what_was_kept_before_rules_were_comes_back() -> None:
    kept = as_plain([Question(key="a", kind="number", label="A")], {})
    for name in ("rules", "left_out", "total", "unit", "pairs", "order"):
        del kept["questions"][0][name]
    assert questions_in(kept) == [Question(key="a", kind="number", label="A")]
    assert left_out_of(kept) == {"a": []}


def test_words_of_a_scale_are_kept_as_they_are_shown() -> None:
    kept = as_plain([Question(key="position", kind="scale", label="Well?", options=SCALES["support"])], {})
    assert kept["questions"][0]["options"][0]["label"] == "Strongly support"
