"""Charts say what the numbers say: exact for officers, and no more than was published for everybody."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import consult
from consult.consultations.models import Activity, State
from consult.exports.making import publish_results
from consult.exports.result_charts import exact_chart, notes_of, published_charts, question_chart, taking_part_charts
from consult.exports.summary import summarise
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.catalogues import read_language
from consult.kernel.messages import gettext, speaking
from consult.submissions.models import Status
from tests.factories import make_activity, make_actor, make_consultation, make_submission


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response with 41 answers from Abbey and 2 from Beckton."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED))
    for number in range(43):
        answers = {"position": "support" if number < 30 else "oppose"}
        answers |= {"reasons": f"Reason {number}"} if number < 7 else {}
        make_submission(session, made, answers=answers, area="Abbey" if number < 41 else "Beckton")
    make_submission(session, made, answers={"reasons": "Excluded"}, status=Status.EXCLUDED)
    return made


def test_officers_see_a_chart_of_everything_with_options_and_a_number_for_the_rest(
    session: Session, activity: Activity
) -> None:
    summary = summarise(session, activity)
    assert [chart.title for chart in taking_part_charts(summary)] == [
        "How responses were received",
        "Where people live",
    ]
    position, reasons = (question_chart(question) for question in summary.questions)
    assert position.title == "Do you support the proposal?"
    assert position.notes[0] == "Base: 43 people who answered."
    assert (reasons.bars, reasons.notes[0]) == ([], "Base: 7 people who answered; 36 gave no answer.")


def test_bars_are_as_long_as_their_numbers_and_shares_are_of_the_people(session: Session, activity: Activity) -> None:
    chart = exact_chart(summarise(session, activity).questions[0].table or pytest.fail("no table"))
    told = {bar.label: (bar.text, bar.length, bar.percent) for bar in chart.bars}
    assert told["Support"] == ("30", 100.0, "69.8%")
    assert told["Oppose"] == ("13", 43.33, "30.2%")
    assert told["No answer"] == ("0", 0, "")


def test_ways_without_a_response_are_not_listed(session: Session, activity: Activity) -> None:
    channels, _ = taking_part_charts(summarise(session, activity))
    assert [bar.label for bar in channels.bars] == ["Online"]
    assert channels.heading == "Way"


def test_bars_need_25_people_and_percentages_100(session: Session, activity: Activity) -> None:
    few = make_activity(session, make_consultation(session, state=State.CLOSED))
    for _ in range(24):
        make_submission(session, few)
    of_few, more = (published_charts(publish_results(session, SYSTEM, one)) for one in (few, activity))
    assert not any(bar.has_bar for chart in of_few for bar in chart.bars)
    assert any("Too few people" in note for chart in of_few for note in chart.notes)
    assert any(bar.has_bar for chart in more for bar in chart.bars)
    assert not any(bar.percent for chart in (*of_few, *more) for bar in chart.bars)


def test_the_page_says_how_to_read_the_numbers_of_an_edition(session: Session, activity: Activity) -> None:
    told = " ".join(notes_of(publish_results(session, SYSTEM, activity)))
    assert "rounded up or down to a multiple of 5, by chance" in told
    assert "the same 43 responses" in told
    assert "0 can be up to 4 people" in told


def test_the_total_is_told_in_words_and_never_drawn_as_a_bar(session: Session, activity: Activity) -> None:
    results = publish_results(session, make_actor(session, Role.OFFICER), activity)
    charts = {chart.title: chart for chart in published_charts(results)}
    channels = charts["How responses were received"]
    assert "Total" not in [bar.label for bar in channels.bars]
    assert [note for note in channels.notes if note.startswith("Total: ")] == [f"Total: {results.total}"]
    assert not any(note.startswith("Base") for note in channels.notes)


def test_every_published_number_is_in_a_chart(session: Session, activity: Activity) -> None:
    results = publish_results(session, make_actor(session, Role.OFFICER), activity)
    charts = {chart.title: chart for chart in published_charts(results)}
    assert len(charts) == len(results.tables)
    for table in results.tables:
        chart = charts[table["title"]]
        lines = {
            line["label"]: line["text"]
            for line in table["lines"]
            if line["kind"] != "total" and (line["people"] != 0 or table["key"] != "channel")
        }
        assert {bar.label: bar.text for bar in chart.bars} == lines


def test_what_was_asked_comes_before_who_took_part(session: Session, activity: Activity) -> None:
    results = publish_results(session, make_actor(session, Role.OFFICER), activity)
    asked = {table["title"] for table in results.tables if table["name"].startswith("question:")}
    titles = [chart.title for chart in published_charts(results)]
    assert set(titles[: len(asked)]) == asked
    assert titles[len(asked)] == "How responses were received"


def test_what_is_published_speaks_the_councils_language_whoever_published_it(
    session: Session, activity: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    welsh = read_language("cy", [Path(consult.__file__).with_name("translations")])
    assert welsh is not None
    with speaking(welsh):
        assert gettext("How responses were received") != "How responses were received"
        results = publish_results(session, officer, activity)
    titles = [table["title"] for table in results.tables]
    assert "How responses were received" in titles
