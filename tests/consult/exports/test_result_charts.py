"""Charts say what the numbers say: exact for officers, and no more than was published for everybody."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import consult
from consult.consultations.models import Activity, State
from consult.exports.result_charts import exact_chart, published_charts, question_chart, taking_part_charts
from consult.exports.services import publish_results
from consult.exports.summary import summarise
from consult.kernel.authz import Role
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


def test_a_published_chart_draws_no_bar_for_a_hidden_number(session: Session, activity: Activity) -> None:
    results = publish_results(session, make_actor(session, Role.OFFICER), activity)
    areas = next(chart for chart in published_charts(results.shown["tables"]) if chart.title == "Where people live")
    beckton = next((bar for bar in areas.bars if bar.label == "Beckton"), None)
    assert beckton is None or (not beckton.has_bar and beckton.length == 0 and not beckton.percent)
    assert all(bar.text != "2" for bar in areas.bars)


def test_the_total_is_told_in_words_and_never_drawn_as_a_bar(session: Session, activity: Activity) -> None:
    results = publish_results(session, make_actor(session, Role.OFFICER), activity)
    charts = {chart.title: chart for chart in published_charts(results.shown["tables"])}
    channels = charts["How responses were received"]
    assert "Total" not in [bar.label for bar in channels.bars]
    assert [note for note in channels.notes if note.startswith("Total: ")] == ["Total: 45"]
    assert not any(note.startswith("Base") for note in channels.notes)
    assert "Base: about 45 people who answered." in charts["Do you support the proposal?"].notes


def test_every_published_number_is_in_a_chart(session: Session, activity: Activity) -> None:
    results = publish_results(session, make_actor(session, Role.OFFICER), activity)
    for table, chart in zip(results.shown["tables"], published_charts(results.shown["tables"]), strict=True):
        lines = {
            line["label"]: line["text"]
            for line in table["lines"]
            if line["kind"] != "total" and (line["people"] != 0 or table["key"] != "channel")
        }
        assert {bar.label: bar.text for bar in chart.bars} == lines


def test_a_withheld_table_has_no_bars_and_says_why() -> None:
    (chart,) = published_charts([{"key": "area", "title": "Where", "lines": [], "notes": ["It is withheld."]}])
    assert (chart.title, chart.bars, chart.notes) == ("Where", [], ["It is withheld."])


def test_what_is_published_speaks_the_councils_language_whoever_published_it(
    session: Session, activity: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    welsh = read_language("cy", [Path(consult.__file__).with_name("translations")])
    assert welsh is not None
    with speaking(welsh):
        assert gettext("How responses were received") != "How responses were received"
        results = publish_results(session, officer, activity)
    titles = [table["title"] for table in results.shown["tables"]]
    assert "How responses were received" in titles
