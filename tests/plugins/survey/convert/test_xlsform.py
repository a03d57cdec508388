"""XLSForms: what pyxform reads of one becomes our questions; its tree is private to it, so this holds what we use."""

import pytest

from plugins.survey.checks import problems_by_part, problems_of
from plugins.survey.conditions import And, Comparison, Not
from plugins.survey.convert.outcome import NotConverted
from plugins.survey.convert.xlsform import convert_xlsform
from plugins.survey.definition import words
from plugins.survey.formulas import Count, formula_as_json
from tests.plugins.survey.convert.conftest import asked, page_of, said, workbook

HEADINGS = ("type", "name", "label::English (en)", "label::Cymraeg (cy)", "hint", "required", "relevant", "constraint")
MORE = ("appearance", "parameters", "choice_filter", "default")
SURVEY = [
    (*HEADINGS, *MORE),
    ("begin group", "about", "About you", "Amdanoch chi"),
    ("note", "hello", "Please read this.", "Darllenwch hwn."),
    ("select_one yn", "lives", "Do you live here?", "Ydych chi'n byw yma?", "In Newham", "yes"),
    ("integer", "age", "How old are you?", "", "", "no", "${lives} = 'yes'", ". > 17 and . <= 120"),
    ("end group", ""),
    ("begin group", "trips", "Your trips", "", "", "", "${age} >= 18", "", "field-list"),
    ("select_multiple ways", "how", "How do you travel?", "", "", "", "", "not(selected(., 'bus'))"),
    ("select_one ways or_other", "most", "How most often?"),
    ("end group", ""),
    ("text", "why", "Why, ${age}?", "", "", "", "selected(${how}, 'bus') and ${lives} != 'no'", "", "multiline"),
    ("rank ways", "order", "Put these in order"),
    ("select_one ways", "listed", "Choose", "", "", "${age} > 5", "", "", "minimal", "", "walk = ${lives}", "bus"),
    ("range", "level", "How much?", "", "", "", "", "", "", "start=1 end=5 step=1"),
    ("acknowledge", "ok", "I have read this"),
    ("datetime", "moment", "When?"),
    ("decimal", "share", "A share", "", "", "", "", ". > 0.5"),
    ("geotrace", "where", "Where?"),
    ("calculate", "double", "", "", "", "", "", "", "", ""),
    ("start", "begun"),
    ("begin repeat", "child", "A child"),
    ("text", "name-of", "Its name"),
    ("end repeat", ""),
]
SURVEY[18] = ("hidden", "double", "")
CHOICES = [
    ("list_name", "name", "label::English (en)", "label::Cymraeg (cy)"),
    *[("yn", "yes", "Yes", "Ydw"), ("yn", "no", "No", "Nac ydw")],
    *[("ways", "bus", "Bus", "Bws"), ("ways", "walk", "On foot", "Cerdded"), ("ways", "-9", "Other", "Arall")],
]
SETTINGS = [("form_title", "form_id", "default_language"), ("Streets", "streets", "English (en)")]


def test_each_type_becomes_a_kind_in_every_language() -> None:
    made = convert_xlsform(workbook(SURVEY, CHOICES, SETTINGS), ".xlsx")
    found = asked(made)
    assert {key: item.kind for key, item in found.items()} == {
        **{"lives": "radios", "age": "number", "how": "checkboxes", "most": "radios", "most_other": "short_text"},
        **{"why": "long_text", "order": "ranking", "listed": "select", "level": "number", "ok": "declaration"},
        **{"moment": "date", "share": "number", "name_of": "short_text"},
    }
    assert made.definition.title == {"en-GB": "Streets"}
    assert made.definition.languages == ("en-GB", "cy")
    lives = found["lives"]
    assert lives.required
    assert lives.label == {"en-GB": "Do you live here?", "cy": "Ydych chi'n byw yma?"}
    assert words(lives.hint) == "In Newham"
    assert [(option.code, option.label["cy"]) for option in lives.options] == [("yes", "Ydw"), ("no", "Nac ydw")]
    assert words(page_of(made, "lives").text) == "Please read this."
    age = found["age"]
    assert (age.minimum, age.maximum, age.whole, age.required) == (18, 120, True, False)
    assert (found["level"].minimum, found["level"].maximum) == (1, 5)
    assert [words(section.title) for section in made.definition.sections if section.title] == ["About you", "A child"]


def test_a_constraint_about_an_earlier_answer_becomes_a_rule() -> None:
    said = ("type", "name", "label", "constraint", "constraint_message")
    made = convert_xlsform(
        workbook(
            [
                said,
                ("integer", "people", "How many people?"),
                ("integer", "children", "How many children?", ". >= 0 and . <= ${people}", "Too many children."),
                ("date", "start", "When does it begin?"),
                ("date", "end", "When does it end?", ". >= ${start}"),
                ("time", "at", "At what time?", ". > ${start}"),
            ],
            [("list_name", "name", "label")],
            [("form_title", "form_id"), ("Households", "households")],
        ),
        ".xlsx",
    )
    found = asked(made)
    assert found["children"].minimum == 0
    assert [(one.op, one.q, words(one.message)) for one in found["children"].rules] == [
        ("le", "people", "Too many children.")
    ]
    assert [(one.op, one.q) for one in found["end"].rules] == [("ge", "start")]
    assert words(found["end"].rules[0].message) == "This does not fit your answer to “When does it begin?”."
    assert found["at"].rules == ()
    assert [line.said for line in made.lines if "compared" in line.said] == [
        "That it is compared with “start” is not kept."
    ]


def test_relevance_becomes_conditions_of_pages() -> None:
    made = convert_xlsform(workbook(SURVEY, CHOICES, SETTINGS), ".xlsx")
    assert asked(made)["age"].show_if == Comparison("lives", "eq", "yes")
    assert page_of(made, "how").show_if == Comparison("age", "ge", 18)
    assert words(page_of(made, "how").title) == "Your trips"
    assert [item.key for item in page_of(made, "how").items] == ["how", "most", "most_other"]
    assert asked(made)["most_other"].show_if == Comparison("most", "eq", "other")
    assert words(asked(made)["why"].label) == "Why, ((age|…))?"
    why = page_of(made, "why").show_if
    assert why == And((Comparison("how", "any_of", ("bus",)), Not(Comparison("lives", "eq", "no"))))


def test_what_is_not_kept_is_told_with_sheet_and_row() -> None:
    made = convert_xlsform(workbook(SURVEY, CHOICES, SETTINGS), ".xlsx")
    told = said(made)
    for row, name, what in (
        (8, "how", "Its rule “not(selected(., 'bus'))” is not kept."),
        (8, "how", "Answers have other codes here: -9 → minus_9."),
        (13, "listed", "That it must be answered depends on other answers: it need not be here."),
        (
            13,
            "listed",
            "Which answers are offered depends on others, and was not kept: all are offered, since it compares two "
            "answers with each other.",
        ),
        (13, "listed", "The answer that stands there at first is not kept."),
        (16, "moment", "It asked for a day and a time; here it asks for the day."),
        (17, "share", "Its rule “. > 0.5” is not kept."),
        (18, "where", "There is no kind of question for “geotrace”, so it was left out."),
        (19, "double", "What is hidden is one of a list of answers here. The file has no list, so it was left out."),
        (20, "begun", "“start” is written down by a device, and nobody is asked it."),
        (21, "child", "It is asked for each “child”, 20 at most. The first is asked of everybody who comes to it."),
        (22, "name-of", "“name-of” is called “name_of” here."),
    ):
        assert f"survey, row {row}, {name}: {what}" in told


def test_places_stay_places() -> None:
    form = [("type", "name", "label"), ("geopoint", "where", "Where?"), ("geoshape", "around", "Which area?")]
    form += [("gps", "start", "From where?"), ("location", "goal", "Where to?")]
    found = asked(convert_xlsform(workbook(form), ".xlsx"))
    assert {key: item.kind for key, item in found.items()} == {
        **{"where": "geopoint", "around": "geoshape"},
        **{"start": "geopoint", "goal": "geopoint"},
    }


def test_pictures_and_files_that_people_send_are_files() -> None:
    form = [("type", "name", "label"), ("image", "photo", "A photo"), ("file", "plan", "A plan")]
    made = convert_xlsform(workbook(form), ".xlsx")
    assert {key: item.kind for key, item in asked(made).items()} == {"photo": "file", "plan": "file"}
    assert len(made.definition.pages) == 2


def test_a_circle_of_conditions_is_cut_and_told() -> None:
    circle = [
        ("type", "name", "label", "relevant"),
        ("integer", "a", "A", "${b} > 1"),
        ("integer", "b", "B", "${a} > 1"),
    ]
    made = convert_xlsform(workbook(circle), ".xlsx")
    assert page_of(made, "a").show_if is None
    assert page_of(made, "b").show_if == Comparison("a", "gt", 1)
    assert "“b” is no earlier question that was brought over" in said(made)[0]


@pytest.mark.parametrize(
    ("survey", "why"),
    [
        ([("type", "name", "label"), ("select_one nothing", "a", "A")], "This is no XLSForm that can be read: "),
        ([("type", "name", "label"), ("begin group", "a", "A"), ("text", "b", "B")], "Unmatched 'begin_group'"),
        ([("name", "label"), ("a", "A")], "This is no XLSForm that can be read: "),
        ([], "This is no XLSForm that can be read: "),
        ([("type", "name", "label"), ("geotrace", "a", "A")], "asks no question that can be brought over"),
    ],
)
def test_what_is_no_form_is_refused_in_one_sentence(survey: list[tuple[str, ...]], why: str) -> None:
    with pytest.raises(NotConverted) as refused:
        convert_xlsform(workbook(survey), ".xlsx")
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


CASCADE = [
    ("type", "name", "label", "choice_filter", "parameters", "relevant", "calculation"),
    ("select_one states", "state", "State?", "", "randomize=true"),
    ("select_one towns", "town", "Town?", "state = ${state} or kind='any'"),
    ("select_multiple towns", "towns", "Towns?", "starts-with(state, ${state})"),
    ("integer", "adults", "Adults?"),
    ("integer", "children", "Children?"),
    ("calculate", "household", "People at home", "", "", "", "${adults} + ${children} - 1"),
    ("calculate", "known", "", "", "", "", "count-selected(${towns})"),
    ("calculate", "half", "", "", "", "", "${adults} div 2"),
    ("text", "many", "So many, ${household}?", "", "", "${household} > 4"),
]
TOWNS = [
    ("list_name", "name", "label", "state", "kind"),
    *[("states", "tx", "Texas"), ("states", "wa", "Washington")],
    *[("towns", "austin", "Austin", "tx"), ("towns", "king", "King", "wa"), ("towns", "else", "Elsewhere", "", "any")],
]


def test_filters_sums_and_orders_by_chance_come_over() -> None:
    made = convert_xlsform(workbook(CASCADE, TOWNS), ".xlsx")
    found = asked(made)
    assert (found["state"].order, found["town"].order) == ("random", "fixed")
    assert [option.show_if for option in found["town"].options] == [
        *(Comparison("state", "eq", code) for code in ("tx", "wa")),
        None,
    ]
    assert {option.show_if for option in found["towns"].options} == {None}
    assert found["household"].formula is not None
    assert formula_as_json(found["household"].formula) == {
        "difference": [{"sum": [{"q": "adults"}, {"q": "children"}]}, 1]
    }
    assert words(found["household"].label) == "People at home"
    assert (found["known"].kind, found["known"].formula) == ("computed", Count("towns"))
    assert "half" not in found
    assert words(found["many"].label) == "So many, ((household|…))?"
    assert page_of(made, "many").show_if == Comparison("household", "gt", 4)
    told = " ".join(said(made))
    assert "half: Its value “${adults} div 2” is not worked out here, so it was left out: “div” adds nothing" in told
    assert (
        "towns: Which answers are offered depends on others, and was not kept: all are offered, since it uses" in told
    )
    assert not any(problems_by_part(made.definition).values())


def test_a_filter_on_the_same_page_begins_the_next_one_and_asks_for_one_answer_for_all() -> None:
    rows = [
        CASCADE[0],
        ("begin group", "both", "Both", "", "", ""),
        CASCADE[1],
        ("select_one towns", "town", "Town?", "state = ${state}"),
        ("end group", ""),
    ]
    rows[1] = ("begin group", "both", "Both")
    made = convert_xlsform(workbook(rows, TOWNS[:-1]), ".xlsx")
    assert page_of(made, "town") is not page_of(made, "state")
    assert said(made) == [
        "survey, row 4, town: Each of its answers is offered to some people only. Offer one of them to everybody."
    ]
    assert problems_of(made.definition) == ["The question “Town?” needs an answer that is offered to everybody."]
