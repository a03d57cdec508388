"""Answers of other programs have codes of ours and words that no other has."""

from plugins.survey.convert.answers import Answers, Choice
from plugins.survey.definition import words


def test_each_answer_stands_once_with_a_code_and_words_of_its_own() -> None:
    answers = Answers()
    for value, label in (("Yes", "Yes"), ("-1", "yes"), ("Yes", "Again"), ("2.5", ""), ("nan", "x" * 600)):
        answers.add(Choice(value, {"en-GB": label}))
    assert [(option["code"], words(option["label"])[:20], option["value"]) for option in answers.options] == [
        ("yes", "Yes", None),
        ("minus_1", "yes (minus_1)", -1),
        ("2_5", "2.5", 2.5),
        ("nan", "x" * 20, None),
    ]
    assert answers.numbers == {"minus_1": -1, "2_5": 2.5}
    assert answers.told == [
        "Two answers have the same words, so the code follows one of them.",
        "The answer “Yes” stands there twice; here it stands once.",
    ]
    assert answers.recoded() == ["Answers have other codes here: -1 → minus_1, 2.5 → 2_5."]
    assert len(words(answers.options[-1]["label"])) <= 500


def test_a_report_says_how_many_more_codes_are_others() -> None:
    answers = Answers()
    for number in range(25):
        answers.add(Choice(f"No. {number}", {"en-GB": f"Answer {number}"}))
    (told,) = answers.recoded()
    assert told.endswith("No. 19 → no_19, and 5 more.")


def test_codes_that_stay_are_not_told() -> None:
    answers = Answers()
    answers.add(Choice("Yes", {"en-GB": "Yes"}, exclusive=True, number=4))
    assert answers.recoded() == []
    assert answers.options == [{"code": "yes", "label": {"en-GB": "Yes"}, "value": 4, "exclusive": True}]
