"""Questions become plain values and back without losing what is asked."""

import orjson

from consult.contract.options import Option
from consult.contract.questions import Question
from consult.library.values import as_plain, questions_in
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
    kept = orjson.loads(orjson.dumps(as_plain([asked])))
    (back,) = questions_in(kept)
    assert back.options == (Option(code="yes", label="Yes", value=1),)
    assert (back.key, back.label, back.hint, back.is_required, back.most_words, back.is_public) == (
        *("safe", "Are you safe?", "At night.", True, 9),
        False,
    )


def test_words_of_a_scale_are_kept_as_they_are_shown() -> None:
    kept = as_plain([Question(key="position", kind="scale", label="Well?", options=SCALES["support"])])
    assert kept["questions"][0]["options"][0]["label"] == "Strongly support"
