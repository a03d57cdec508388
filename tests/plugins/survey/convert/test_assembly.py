"""Questions put together one after another: their pages, keys, codes and limits."""

from dataclasses import replace

import pytest

from plugins.survey.beneath import beneath_options
from plugins.survey.conditions import Comparison
from plugins.survey.convert.answers import Choice
from plugins.survey.convert.assembly import MOST_OPTIONS, MOST_OPTIONS_IN_ALL, MOST_QUESTIONS, Asked, Assembly
from plugins.survey.convert.outcome import Converted, NotConverted
from plugins.survey.definition import words
from plugins.survey.files_asked import MOST_FILES
from plugins.survey.formulas import Calculation, Operand
from tests.plugins.survey.convert.conftest import asked as questions
from tests.plugins.survey.convert.conftest import page_of, said

WORDS = {"en-GB": "How?"}


def question(name: str, kind: str = "short_text", *when: str, **more: object) -> Asked:
    made = Asked(name=name, kind=kind, label={"en-GB": f"Question {name}?"}, place=f"row {name}", when=when)
    return replace(made, **more)  # type: ignore[arg-type]


def finished(into: Assembly) -> Converted:
    return into.finish({"en-GB": "Streets"}, {}, "en-GB")


def test_questions_share_a_page_where_they_are_together_and_asked_of_the_same_people() -> None:
    into = Assembly()
    for name in ("a", "b"):
        into.ask(question(name, "number"), together="one", title={"en-GB": "Page one"})
    into.ask(question("c", "number", "${a} > 3"), together="one", title={"en-GB": "Page one"})
    into.ask(question("d", "number", "${a} > 3"), together="one", title={"en-GB": "Page one"})
    into.ask(question("e", "number", "${a} > 3", "${d} > 1"), together="one")
    into.ask(question("f"))
    into.ask(question("g"))
    made = finished(into)
    assert [[item.key for item in page.items] for page in made.definition.pages] == [
        *(["a", "b"], ["c", "d"], ["e"], ["f"], ["g"])
    ]
    assert [words(page.title) for page in made.definition.pages] == ["Page one", "Page one", "", "", ""]
    assert page_of(made, "d").show_if == page_of(made, "c").show_if != page_of(made, "e").show_if


def test_questions_of_one_page_each_keep_their_own_condition_on_earlier_answers() -> None:
    into = Assembly()
    into.ask(question("a", "number"))
    for name, when in (("b", "${a} > 3"), ("c", ""), ("d", "${a} < 9")):
        into.ask(question(name, "number", when), together="two")
    made = finished(into)
    assert [[item.key for item in page.items] for page in made.definition.pages] == [["a"], ["b", "c", "d"]]
    assert page_of(made, "b").show_if is None
    asked = questions(made)
    conditions = [asked[key].show_if for key in ("b", "c", "d")]
    assert conditions == [Comparison("a", "gt", 3), None, Comparison("a", "lt", 9)]


def test_what_is_asked_of_one_answer_right_above_stands_beneath_it_once() -> None:
    into = Assembly()
    choices = tuple(Choice(code, {"en-GB": f"Answer {code}"}) for code in ("x", "y"))
    into.ask(question("a", "number"))
    into.ask(question("b", "radios", "${a} > 3", choices=choices))
    for name, when in (("b_x", "x"), ("b_y", "y"), ("more", "x")):
        into.ask(question(name, "short_text", "${a} > 3", f"${{b}} = '{when}'"))
    into.ask(question("c", "number", "${b} = 'x'"))
    made = finished(into)
    keys = [[item.key for item in page.items] for page in made.definition.pages]
    assert keys == [["a"], ["b", "b_x", "b_y"], ["more"], ["c"]]
    (page,) = [page for page in made.definition.pages if page.id == "p2"]
    assert [(line.key, code) for line, code in beneath_options(page)] == [("b_x", "x"), ("b_y", "y")]
    assert (page.show_if, page.title) == (Comparison("a", "gt", 3), {})


def test_no_page_has_more_than_it_can_hold_and_no_section() -> None:
    into = Assembly()
    for number in range(120):
        into.ask(question(f"a{number}"), together="one")
    for number in range(250):
        into.ask(question(f"b{number}"))
    made = finished(into)
    assert [len(page.items) for page in made.definition.pages[:3]] == [50, 50, 20]
    assert [len(section.pages) for section in made.definition.sections] == [200, 53]


def test_more_sections_than_there_can_be_are_one() -> None:
    into = Assembly()
    for number in range(60):
        into.begin_section({"en-GB": f"Section {number}"})
        into.ask(question(f"a{number}"))
    made = finished(into)
    assert len(made.definition.sections) == 1
    assert said(made) == ["There are more than 50 sections, so their titles were left out."]


def test_a_text_stands_above_what_follows_or_on_a_page_of_its_own() -> None:
    into = Assembly()
    into.note({"en-GB": "<p>Read this</p>"}, "row 1", title=WORDS)
    into.note({"en-GB": "And this"}, "row 2", title=WORDS)
    into.ask(question("a"))
    into.note({"en-GB": "The end"}, "row 4", title=WORDS)
    into.note({"en-GB": "Never"}, "row 5", title=WORDS, when=("false()",))
    made = finished(into)
    assert [words(page.text) for page in made.definition.pages] == ["Read this\n\nAnd this", "The end"]
    assert words(made.definition.pages[1].title) == "How?"


def test_what_a_condition_cannot_say_is_reported_once_and_everybody_is_asked() -> None:
    into = Assembly()
    into.ask(question("a", "number"))
    into.ask(question("b", "number", "${a} + 1 > 3"))
    into.ask(question("c", "number", "false()"))
    into.ask(question("d", "number", " and ".join(["${a} > 3"] * 300)))
    made = finished(into)
    assert page_of(made, "b").show_if is None
    assert "c" not in questions(made)
    assert [line.partition(":")[0] for line in said(made)] == ["row b", "row c"]
    assert "so everybody is asked" in said(made)[0]


def test_names_and_answers_that_cannot_stay_are_told() -> None:
    into = Assembly()
    same = tuple(Choice(value, {"en-GB": label}) for value, label in (("1", "Yes"), ("-1", "yes"), ("1", "Again")))
    into.ask(question("Key one", "radios", choices=same))
    into.ask(question("none", "radios"))
    into.ask(question("many", "radios", choices=tuple(Choice(str(n), {}) for n in range(MOST_OPTIONS + 1))))
    into.ask(question("long", label={"en-GB": "x" * 2_000}))
    into.ask(question("silent", label={}))
    into.ask(question("number", "number", minimum=5, maximum=1))
    made = finished(into)
    one, *_others = questions(made).values()
    assert [(option.code, words(option.label), option.value) for option in one.options] == [
        *(("1", "Yes", 1), ("minus_1", "yes (minus_1)", -1))
    ]
    assert len(words(questions(made)["long"].label)) == 1_000
    assert words(questions(made)["silent"].label) == "silent"
    assert questions(made)["number"].minimum is None
    assert said(made) == [
        "row Key one: Two answers have the same words, so the code follows one of them.",
        "row Key one: The answer “1” stands there twice; here it stands once.",
        "row Key one: Answers have other codes here: -1 → minus_1.",
        "row Key one: “Key one” is called “key_one” here.",
        "row none: It was left out: its file has no answers to choose from.",
        "row many: It was left out: it has 201 answers, 200 at most.",
        "row long: Its words were shortened.",
        "row silent: It has no words, so its name stands for them.",
        "row number: Its least is above its most, so neither was kept.",
    ]


def test_languages_are_those_of_its_texts_the_default_first() -> None:
    into = Assembly()
    into.ask(question("a", label={"fr": "Comment ?", "cy": "Sut?"}))
    made = into.finish({"de": "Wie"}, {}, "cy").definition
    assert (made.languages, made.default_language) == (("cy", "fr", "de"), "cy")


def test_too_much_is_refused_and_so_is_nothing() -> None:
    with pytest.raises(NotConverted, match="asks no question"):
        finished(Assembly())
    into = Assembly()
    for number in range(MOST_QUESTIONS):
        into.ask(question(f"q{number}"))
    with pytest.raises(NotConverted, match="more than 2,000 questions"):
        into.ask(question("more"))
    with pytest.raises(NotConverted, match="too long for a survey"):
        finished(into)
    notes = Assembly()
    notes.ask(question("a", "number"))
    for number in range(1, MOST_QUESTIONS):
        notes.note(WORDS, "row", title=WORDS, when=(f"${{a}} > {number}",))
    with pytest.raises(NotConverted, match="more pages"):
        notes.note(WORDS, "row", title=WORDS, when=("${a} < 0",))


def test_what_asks_for_a_file_stands_alone_and_need_not_be_answered() -> None:
    into = Assembly()
    into.ask(question("a"), together="page")
    into.ask(replace(question("photo", "file"), required=True), together="page")
    into.ask(question("b"), together="page")
    into.ask(question("c", "short_text", "${photo} != ''"), together="page")
    made = finished(into)
    assert [[item.key for item in page.items] for page in made.definition.pages] == [["a"], ["photo"], ["b", "c"]]
    assert questions(made)["photo"].required is False
    assert "Not everybody can send a file, so it need not be answered." in " ".join(said(made))


def test_only_so_many_files_are_asked_for() -> None:
    into = Assembly()
    for number in range(MOST_FILES + 1):
        into.ask(question(f"photo{number}", "file"))
    made = finished(into)
    assert len(questions(made)) == MOST_FILES
    assert "It was left out: a survey asks for 3 files at most." in " ".join(said(made))


def test_a_text_above_a_file_stays_with_it_and_what_follows_does_not() -> None:
    into = Assembly()
    into.note({"en-GB": "Show us the place."}, "note", together="page", title={})
    into.ask(question("photo", "file"), together="page")
    into.ask(question("b"), together="page")
    made = finished(into)
    assert words(page_of(made, "photo").text) == "Show us the place."
    assert [item.key for item in page_of(made, "photo").items] == ["photo"]


def test_what_is_worked_out_and_in_whose_order_is_written_down() -> None:
    into = Assembly()
    into.ask(question("n", "number"))
    into.compute(question("more", label={"en-GB": "One more"}), "{n} + 1")
    into.compute(question("much", label={}), "{n} * 2")
    choices = tuple(Choice(code, {"en-GB": code.upper()}) for code in ("a", "b"))
    into.ask(question("c", "radios", choices=choices, order="random"))
    into.ask(question("d", "rating", choices=choices, order="random"))
    made = finished(into)
    found = questions(made)
    assert (found["more"].kind, found["more"].formula) == ("computed", Calculation("sum", (Operand("n"), 1)))
    assert (found["c"].order, found["d"].order) == ("random", "fixed")
    assert said(made) == [
        "row much: Its value “{n} * 2” is not worked out here, so it was left out: "
        "“*” adds nothing and takes nothing away.",
        "row d: Its answers stand in the same order for everybody here.",
    ]


def test_very_many_answers_are_refused_before_all_of_them_are_read() -> None:
    into = Assembly()
    choices = tuple(Choice(f"c{number}", {"en-GB": f"C{number}"}) for number in range(MOST_OPTIONS))
    for number in range(MOST_OPTIONS_IN_ALL // MOST_OPTIONS):
        into.ask(question(f"q{number}", "radios", choices=choices))
    with pytest.raises(NotConverted, match="too long for a survey"):
        into.ask(question("last", "radios", choices=choices))
