"""LimeSurvey’s types of question become ours, its relevance our conditions."""

from xml.sax.saxutils import escape

from plugins.survey.checks import problems_by_part, problems_of
from plugins.survey.conditions import And, Comparison, Not, Or
from plugins.survey.convert.limesurvey import convert_lss
from plugins.survey.definition import words
from tests.plugins.survey.convert.conftest import asked, page_of, said


def row(**cells: object) -> str:
    return "<row>" + "".join(f"<{name}>{escape(str(cell))}</{name}>" for name, cell in cells.items()) + "</row>"


def question(qid: int, kind: str, relevance: str = "1", *, parent: int = 0, title: str = "", **more: object) -> str:
    order = {"question_order": qid, "language": "en", "scale_id": 0}
    shown = {"title": title or f"Q{qid}", "question": f"Question {qid}?", "relevance": relevance}
    return row(qid=qid, parent_qid=parent, sid=9, gid=4, type=kind, **{**order, **shown, **more})


def answer(qid: int, code: str, words_: str, language: str = "en") -> str:
    return row(qid=qid, code=code, answer=words_, sortorder=1, language=language, scale_id=0)


def lss(questions: list[str], subquestions: list[str], answers: list[str], **tables: str) -> bytes:
    made = {
        "answers": "".join(answers),
        "groups": row(gid=4, group_name="First", group_order=1, description="<p>About you</p>", language="en"),
        "questions": "".join(questions),
        "subquestions": "".join(subquestions),
        "surveys": row(sid=9, language="en"),
        "surveys_languagesettings": row(
            surveyls_title="Streets", surveyls_welcometext="<b>Hello</b>", surveyls_language="en"
        ),
        **tables,
    }
    body = "".join(f"<{name}><rows>{rows}</rows></{name}>" for name, rows in made.items())
    return f"<document><LimeSurveyDocType>Survey</LimeSurveyDocType>{body}</document>".encode()


FILE = lss(
    [
        question(1, "L", other="Y", mandatory="Y", help="Choose one"),
        question(2, "M", '((Q1.NAOK == "A1"))'),
        question(3, "N", '((9X4X2SQ1.NAOK == "Y" or Q2_SQ2.NAOK == "Y") and !is_empty(Q1.NAOK))'),
        question(4, "F", "Q3.NAOK > 3"),
        question(5, "T", "Q9.NAOK == Q5.NAOK", preg="/x/"),
        question(6, "Y"),
        question(7, "X", 'Q6 != "Y"', question="<p>Read <i>this</i></p>"),
        question(8, "A"),
        question(9, "|"),
        question(10, "5", "Q4_SQ3.NAOK == 'B2'"),
        question(11, "!", question="Hello {TOKEN:NAME}"),
        question(12, "Q"),
        question(13, "Z"),
    ],
    [
        *[question(20, "T", parent=2, title="SQ1"), question(21, "T", parent=2, title="SQ2")],
        *[question(22, "T", parent=4, title="SQ3"), question(23, "T", parent=8, title="SQ4")],
        *[question(24, "T", parent=12, title="SQ5"), question(25, "T", parent=4, title="SQ6", scale_id=1)],
    ],
    [
        *[answer(1, "A1", "Agree"), answer(1, "A1", "Cytuno", "cy"), answer(1, "A2", "<b>Disagree</b>")],
        *[answer(4, "B1", "Low"), answer(4, "B2", "High"), answer(11, "C1", "One")],
    ],
    question_attributes="".join(
        row(qid=qid, attribute=name, value=value)
        for qid, name, value in (
            *((2, "exclude_all_others", "SQ2"), (2, "max_answers", "1"), (3, "num_value_int_only", "1")),
            *((3, "min_num_value_n", "0"), (3, "max_num_value_n", "{Q1}")),
        )
    ),
    quota=row(id=1),
    assessments=row(id=1),
)


def test_each_type_becomes_a_kind() -> None:
    made = convert_lss(FILE)
    found = asked(made)
    assert {key: item.kind for key, item in found.items()} == {
        **{"q1": "radios", "q1_other": "short_text", "q2": "checkboxes", "q3": "number", "q4_sq3": "likert"},
        **{"q5": "long_text", "q6": "yes_no", "q8_sq4": "rating", "q9": "file", "q10": "rating", "q11": "select"},
        **{"q12_sq5": "short_text"},
    }
    assert words(made.definition.title) == "Streets"
    assert words(made.definition.introduction) == "Hello"
    assert words(page_of(made, "q1").text) == "About you"
    assert (found["q1"].required, words(found["q1"].hint)) == (True, "Choose one")
    assert [(option.code, dict(option.label)) for option in found["q1"].options] == [
        ("a1", {"en-GB": "Agree", "cy": "Cytuno"}),
        ("a2", {"en-GB": "Disagree"}),
        ("other", {"en-GB": "Other"}),
    ]
    assert [option.exclusive for option in found["q2"].options] == [False, True]
    assert (found["q3"].whole, found["q3"].minimum, found["q3"].maximum) == (True, 0, None)
    assert words(found["q4_sq3"].label) == "Question 4?: Question 22?"
    assert len(found["q8_sq4"].options) == 5


def test_relevance_becomes_conditions() -> None:
    made = convert_lss(FILE)
    assert asked(made)["q1_other"].show_if == Comparison("q1", "eq", "other")
    assert page_of(made, "q2").show_if == Comparison("q1", "eq", "a1")
    ticked = Or((Comparison("q2", "any_of", ("sq1",)), Comparison("q2", "any_of", ("sq2",))))
    assert page_of(made, "q3").show_if == And((ticked, Comparison("q1", "answered")))
    assert page_of(made, "q10").show_if == Comparison("q4_sq3", "eq", "b2")
    (read_this,) = [page for page in made.definition.pages if words(page.text) == "Read this"]
    assert read_this.show_if == Not(Comparison("q6", "eq", "yes"))


def test_what_is_not_kept_is_told_with_its_question() -> None:
    told = said(convert_lss(FILE))
    for line in (
        "question Q2: “max_answers: 1” is not kept.",
        "question Q3: That it is compared with “Q1” is not kept.",
        "question Q4: Each row of this table is a question of its own here.",
        "question Q5: Its rule “/x/” is not kept.",
        "question Q9: It takes one file of 10 MB at most: a picture, PDF, Word or OpenDocument text.",
        "question Q11: Its words repeat an answer that cannot be shown there: “…” stands there.",
        "question Q13: There is no kind of question for “Z”, so it was left out.",
        "quotas: Quotas are not kept.",
        "assessments: Assessments are not kept.",
    ):
        assert line in told
    assert any(line.startswith("question Q5: Its condition “Q9.NAOK == Q5.NAOK” was not kept") for line in told)


def attributes(*told: tuple[int, str, str]) -> str:
    return "".join(row(qid=qid, attribute=name, value=value) for qid, name, value in told)


def test_words_show_earlier_answers_but_no_codes_and_nothing_that_is_worked_out() -> None:
    answers = [answer(1, "A1", "Agree"), answer(1, "A2", "Disagree")]
    made = convert_lss(
        lss(
            [
                question(1, "L"),
                question(2, "N"),
                question(3, "S", question="You said {Q1.shown}, {Q2} times."),
                question(4, "S", question="{Q1}, {Q1.NAOK}: {Q2 + 1} {Q5.shown}?"),
                question(5, "S", help="Of {Q2.NAOK}"),
            ],
            [],
            answers,
        )
    )
    found = asked(made)
    assert words(found["q3"].label) == "You said ((q1|…)), ((q2|…)) times."
    assert words(found["q4"].label) == "…, …: … …?"
    assert words(found["q5"].hint) == "Of ((q2|…))"
    assert said(made) == ["question Q4: Its words repeat an answer that cannot be shown there: “…” stands there."]
    assert not any(problems_by_part(made.definition).values())


def test_no_answer_is_shown_in_the_introduction_or_in_the_title_of_a_section() -> None:
    tables = {
        "groups": row(gid=4, group_name="First", group_order=1, language="en")
        + row(gid=5, group_name="More, {Q1}", group_order=2, language="en"),
        "surveys_languagesettings": row(
            surveyls_title="Streets", surveyls_welcometext="Hello {Q1}", surveyls_language="en"
        ),
    }
    later = question(2, "S").replace("<gid>4</gid>", "<gid>5</gid>")
    made = convert_lss(lss([question(1, "S"), later], [], [], **tables)).definition
    assert words(made.introduction) == "Hello …"
    assert [words(section.title) for section in made.sections if section.title] == ["First", "More, …"]


def test_an_order_by_chance_and_what_is_hidden_are_kept_where_ours_can_be() -> None:
    answers = [answer(qid, code, code) for qid in (1, 2) for code in ("A1", "A2")]
    made = convert_lss(
        lss(
            [
                question(1, "L"),
                question(2, "!", mandatory="Y", other="Y"),
                question(3, "N"),
                question(4, "F"),
                question(5, "S", "Q2.NAOK == 'A2'"),
                question(6, "*", question="{Q3 + 1}"),
            ],
            [question(20, "T", parent=4, title="SQ1")],
            [*answers, answer(4, "B1", "Low"), answer(4, "B2", "High")],
            question_attributes=attributes(
                *((1, "random_order", "1"), (2, "hidden", "1"), (2, "random_order", "1"), (3, "hidden", "1")),
                (4, "answer_order", "random"),
            ),
        )
    )
    found = asked(made)
    assert {key: (item.kind, item.order, item.required) for key, item in found.items()} == {
        "q1": ("radios", "random", False),
        "q2": ("hidden", "fixed", False),
        "q4_sq1": ("likert", "fixed", False),
        "q5": ("short_text", "fixed", False),
    }
    assert page_of(made, "q5").show_if == Comparison("q2", "eq", "a2")
    for line in (
        "question Q3: It is hidden, and has no list of answers, so it was left out.",
        "question Q4: Its answers stand in the same order for everybody here.",
        "question Q6: There is no kind of question for “equation”, so it was left out.",
    ):
        assert line in said(made)
    assert not any(problems_by_part(made.definition).values())


def test_rules_about_earlier_answers_become_ours_and_all_others_are_told() -> None:
    tip = row(qid=2, attribute="em_validation_q_tip", value="No more than <b>{Q1}</b> people", language="en")
    made = convert_lss(
        lss(
            [
                *[question(1, "N"), question(2, "N"), question(3, "D"), question(4, "D"), question(5, "N")],
                *[question(6, "K"), question(7, "S"), question(8, "N"), question(9, "N")],
            ],
            [question(20, "T", parent=6, title="SQ1"), question(21, "T", parent=6, title="SQ2")],
            [],
            question_attributes=tip
            + attributes(
                (2, "em_validation_q", "(self <= Q1.NAOK) and self > 0"),
                (4, "em_validation_q", "Q3 lt Q4.value"),
                (5, "min_num_value_n", "{Q1}"),
                (5, "max_num_value_n", "Q1 * 2"),
                (6, "em_validation_sq", "this <= Q2"),
                (7, "em_validation_q", "strlen(self) > Q1"),
                (8, "em_validation_q", "is_empty(self) or self <= Q1"),
                (9, "em_validation_q", "self <= Q4"),
            ),
        )
    )
    found = asked(made)
    assert {key: [(rule.op, rule.q) for rule in one.rules] for key, one in found.items() if one.rules} == {
        **{"q2": [("le", "q1")], "q4": [("gt", "q3")], "q5": [("ge", "q1")]},
        **{"q6_sq1": [("le", "q2")], "q6_sq2": [("le", "q2")], "q8": [("le", "q1")]},
    }
    assert words(found["q2"].rules[0].message) == "No more than … people"
    assert words(found["q5"].rules[0].message) == "This does not fit your answer to “Question 1?”."
    assert [line for line in said(made) if "row of this table" not in line and "repeat" not in line] == [
        "question Q2: Its rule “self > 0” is not kept.",
        "question Q5: Its rule “Q1 * 2” is not kept.",
        "question Q7: “em_validation_q: strlen(self) > Q1” is not kept.",
        "question Q9: That it is compared with “Q4” is not kept.",
    ]
    assert problems_of(made.definition) == []


def test_parts_of_a_question_keep_the_conditions_of_their_own() -> None:
    asks = 'Q1.NAOK == "A1"'
    kinds = (
        question(1, "L"),
        question(2, "M"),
        question(3, "F", "Q1.NAOK != 'A2'"),
        question(4, "Q"),
        question(5, "T"),
    )
    parts = [
        question(10 * qid + part, "T", asks if part == 1 else "1", parent=qid, title=f"S{part}")
        for qid in (2, 3, 4)
        for part in (1, 2)
    ]
    answers = [answer(1, "A1", "One"), answer(1, "A2", "Two"), answer(3, "B1", "Low")]
    found = asked(convert_lss(lss([*kinds], parts, answers)))
    is_one = Comparison("q1", "eq", "a1")
    assert [option.show_if for option in found["q2"].options] == [is_one, None]
    assert (found["q4_s1"].show_if, found["q4_s2"].show_if) == (is_one, None)
    assert found["q3_s1"].show_if == And((Not(Comparison("q1", "eq", "a2")), is_one))


def test_other_is_called_as_the_file_calls_it_in_each_language() -> None:
    names = "".join(
        row(qid=qid, attribute="other_replace_text", value=value, language=language)
        for qid, value, language in (
            (1, "Somewhere else", "en"),
            (1, "Rhywle arall", "cy"),
            (2, "Something else", "en"),
        )
    )
    made = convert_lss(
        lss(
            [question(1, "L", other="Y"), question(2, "!", other="Y"), question(3, "M", other="Y")],
            [question(30, "T", parent=3, title="SQ1")],
            [answer(1, "A1", "One"), answer(2, "A1", "One")],
            question_attributes=names,
        )
    )
    found = asked(made)
    assert found["q1"].options[-1].label == found["q1_other"].label == {"en-GB": "Somewhere else", "cy": "Rhywle arall"}
    assert words(found["q2"].options[-1].label) == "Something else"
    assert words(found["q2_other"].label) == "Question 2?: Something else"
    assert words(found["q3"].options[-1].label) == words(found["q3_other"].label) == "Other"


def test_rows_by_chance_are_told_and_their_answers_keep_their_order() -> None:
    chance = row(qid=1, attribute="random_order", value="1") + row(qid=2, attribute="answer_order", value="random")
    parts = [question(10 + qid, "T", parent=qid, title="R") for qid in (1, 2)]
    made = convert_lss(lss([question(1, "C"), question(2, "C")], parts, [], question_attributes=chance))
    assert [item.order for item in asked(made).values()] == ["fixed", "random"]
    assert "question Q1: Its rows stand in the same order for everybody here." in said(made)
