"""Words that repeat an earlier answer."""

import re

from plugins.survey.checks import problems_by_part
from plugins.survey.convert.answers import Choice
from plugins.survey.convert.assembly import Assembly
from plugins.survey.convert.fitting import Variable
from plugins.survey.convert.repeated import marked, without
from tests.plugins.survey.convert.conftest import asked, said
from tests.plugins.survey.convert.test_assembly import finished, question

PIPED = re.compile(r"\{(?P<name>[^{}]+)\}")


def test_what_is_repeated_becomes_a_mark_where_it_can_be_shown() -> None:
    variables = {
        "Age": Variable("age", "number"),
        "long": Variable("long", "long_text"),
        "b": Variable("b", "checkboxes", ticks="x"),
    }
    assert marked({"en-GB": "You are { Age }.", "cy": "{Age}!"}, PIPED, variables) == (
        {"en-GB": "You are ((age|…)).", "cy": "((age|…))!"},
        False,
    )
    assert marked({"en-GB": "{long} {b} {none}"}, PIPED, variables) == ({"en-GB": "… … …"}, True)


def test_an_answer_is_shown_on_later_pages_alone() -> None:
    assert without({"en-GB": "((a|…)) and ((b|…))"}, {"b"}) == {"en-GB": "((a|…)) and …"}
    into = Assembly()
    into.ask(question("a"), together="one")
    for name, page in (("b", "one"), ("c", "two")):
        label = into.worded({"en-GB": "Why {a}?"}, PIPED, name)
        into.ask(question(name, label=label), together=page)
    made = finished(into)
    assert [asked(made)[key].label["en-GB"] for key in ("b", "c")] == ["Why …?", "Why ((a|…))?"]
    assert said(made) == ["row b: Its words repeat an answer of the same page: “…” stands there."]


def test_the_words_of_an_answer_show_no_earlier_one_and_stay_apart() -> None:
    into = Assembly()
    into.ask(question("a"))
    labels = [into.worded({"en-GB": words}, PIPED, "b") for words in ("{a}", "{a}", "None")]
    choices = tuple(Choice(str(number), label) for number, label in enumerate(labels))
    into.ask(question("b", kind="radios", choices=choices))
    made = finished(into)
    assert [option.label["en-GB"] for option in asked(made)["b"].options] == ["…", "… (1)", "None"]
    assert said(made)[0] == "row b: The words of an answer repeat an earlier answer: “…” stands there."
    assert not any(problems_by_part(made.definition).values())
