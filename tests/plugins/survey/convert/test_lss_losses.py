"""Whatever LimeSurvey says of a survey or a question is brought over, or has a line in the report."""

from collections.abc import Mapping

import pytest

from plugins.survey.convert.limesurvey import convert_lss
from plugins.survey.convert.lss_losses import lost_of_question
from tests.plugins.survey.convert.conftest import asked, said
from tests.plugins.survey.convert.test_limesurvey import answer, lss, question, row


@pytest.mark.parametrize(
    ("kind", "settings", "told"),
    [
        ("N", {"suffix": "a week"}, ["“suffix: a week” is not kept."]),
        ("K", {"equals_num_value": "100"}, ["“equals_num_value: 100” is not kept."]),
        (
            "S",
            {"numbers_only": "1", "maximum_chars": "4"},
            ["“maximum_chars: 4” is not kept.", "“numbers_only: 1” is not kept."],
        ),
        ("D", {"date_min": "2020-01-01"}, ["“date_min: 2020-01-01” is not kept."]),
        ("D", {"date_format": "mm/yyyy"}, ["“date_format: mm/yyyy” is not kept."]),
        ("D", {"date_format": "dd/mm/yyyy HH:MM"}, ["“date_format: dd/mm/yyyy HH:MM” is not kept."]),
        ("D", {"date_format": "dd/mm/yyyy"}, []),
        ("M", {"max_answers": "2", "min_answers": ""}, ["“max_answers: 2” is not kept."]),
        ("L", {"hide_tip": "1", "numbers_only": "0", "random_group": ""}, []),
        ("N", {"em_validation_q": "self > 1"}, []),
        ("1", {}, ["Only the first of its two scales is asked."]),
    ],
)
def test_what_is_not_kept_of_a_question_is_told(kind: str, settings: Mapping[str, str], told: list[str]) -> None:
    assert [*lost_of_question({"type": kind}, settings, "em_validation_q")] == told


def test_what_people_are_only_warned_of_need_not_be_answered() -> None:
    made = convert_lss(lss([question(1, "T", mandatory="S"), question(2, "T", mandatory="Y")], [], []))
    assert [item.required for item in asked(made).values()] == [False, True]
    assert said(made) == ["question Q1: It could be left empty there after a warning: it need not be answered here."]


def test_first_answers_and_conditions_of_other_tables_are_told() -> None:
    made = convert_lss(
        lss(
            [
                question(1, "L"),
                question(2, "M"),
                question(3, "T"),
                question(4, "T", "Q1.NAOK == 'A1'"),
                question(5, "T"),
            ],
            [question(20, "T", parent=2, title="SQ1")],
            [answer(1, "A1", "One")],
            defaultvalues=row(qid=1, defaultvalue="A1") + row(qid=20, defaultvalue="Y"),
            conditions="".join(row(cid=qid, qid=qid, cqid=1, method="==", value="A1") for qid in (3, 4)),
        )
    )
    first = "The answer that stands there at first is not kept."
    assert said(made) == [
        f"question Q1: {first}",
        f"question Q2: {first}",
        "question Q3: Its condition stands in a table of older files and was not kept, so everybody is asked.",
    ]


def test_what_is_not_kept_of_a_survey_is_told() -> None:
    settings = {"surveyls_endtext": "Bye", "surveyls_url": "https://a.example", "surveyls_policy_notice": "We keep it"}
    made = convert_lss(
        lss(
            [question(1, "T")],
            [],
            [],
            surveys_languagesettings=row(surveyls_title="Streets", surveyls_language="en", **settings),
            groups=row(gid=4, group_name="First", group_order=1, randomization_group="a", language="en"),
        )
    )
    assert said(made) == [
        "survey: The page after the end is not kept.",
        "survey: Where people are sent after the end is not kept.",
        "survey: The notice on data protection is not kept. Put it into the introduction.",
        "groups: Groups stand in the same order for everybody here.",
    ]
