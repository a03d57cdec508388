"""The public file of responses, looked at by somebody who has an earlier one, and the published tables."""

from collections import Counter
from typing import Any

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.deployment import deployment_of
from consult.contract.plugin import Audience
from consult.desk.exclusions import exclude
from consult.exports.code_book import CODE_BOOK, CODE_BOOK_COLUMNS
from consult.exports.export_files import chunks_of, find_wanted
from consult.exports.public_rows import ChangedSince, NotPublished, PublishedByEarlierVersion, why_suppressed
from consult.exports.result_charts import published_charts
from consult.exports.services import publish_results, settle
from consult.kernel.authz import SYSTEM, Role
from consult.submissions.models import Submission
from plugins.survey import services as surveys
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.consult.exports.test_services import surveyed
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.plugins.survey.conftest import item, options, page, survey, text
from tests.support.web import FormClient


def closed(session: Session, **numbers: int) -> Activity:
    """Return a closed written response that so many people answered with each position."""
    activity = make_activity(session, make_consultation(session, state=State.CLOSED))
    for position, number in numbers.items():
        for _ in range(number):
            make_submission(session, activity, answers={"position": position})
    return activity


def downloaded(session: Session, activity: Activity) -> list[dict[str, Any]]:
    """Return the rows of the public file as somebody downloads it."""
    registry = deployment_of(session).registry
    wanted = find_wanted(
        session,
        registry.exports,
        activity.consultation,
        what="responses",
        file_format="json",
        audience="public",
        activity_id=activity.id,
    )
    settle(session, SYSTEM, wanted)
    return [orjson.loads(line) for line in b"".join(chunks_of(session, wanted)).splitlines()]


def leave_one_out(session: Session, activity: Activity) -> None:
    """Exclude the first response."""
    first = session.scalars(select(Submission).where(Submission.activity_id == activity.id).order_by(Submission.id))
    exclude(session, make_actor(session, Role.OFFICER), activity, first.all()[0], "test", "")


def test_two_downloads_do_not_tell_what_somebody_said_who_was_taken_out_in_between(session: Session) -> None:
    activity = closed(session, support=12, oppose=10)
    publish_results(session, SYSTEM, activity)
    first = downloaded(session, activity)
    assert Counter(row["position"] for row in first) == {"support": 12, "oppose": 10}
    leave_one_out(session, activity)
    assert downloaded(session, activity) == first
    publish_results(session, SYSTEM, activity)
    assert downloaded(session, activity) == first


def test_beside_results_from_before_a_change_no_file_is_made(session: Session) -> None:
    activity = closed(session, support=12, oppose=10)
    with pytest.raises(NotPublished):
        downloaded(session, activity)
    publish_results(session, SYSTEM, activity)
    leave_one_out(session, activity)
    with pytest.raises(ChangedSince):
        downloaded(session, activity)
    make_submission(session, activity, answers={"position": "oppose"})
    with pytest.raises(ChangedSince):
        downloaded(session, activity)


def test_beside_results_from_before_a_new_response_no_file_is_made(session: Session) -> None:
    activity = closed(session, support=12, oppose=10)
    publish_results(session, SYSTEM, activity)
    make_submission(session, activity, answers={"position": "oppose"})
    session.refresh(activity)
    assert activity.answers_revision == 0
    with pytest.raises(ChangedSince):
        downloaded(session, activity)


def test_a_number_that_changed_by_one_between_publications_is_not_told_by_the_file(session: Session) -> None:
    activity = closed(session, support=12, oppose=10, neither=20)
    publish_results(session, SYSTEM, activity)
    leave_one_out(session, activity)
    publish_results(session, SYSTEM, activity)
    told = Counter(row["position"] for row in downloaded(session, activity))
    assert told["support"] != 11


def test_what_a_published_table_hides_is_hidden_in_the_file(session: Session) -> None:
    activity = closed(session, support=30, oppose=9, neither=3)
    results = publish_results(session, SYSTEM, activity)
    (table,) = [table for table in results.shown["tables"] if table["key"] == "position"]
    hidden = {line["label"] for line in table["lines"] if line["people"] is None}
    told = Counter(row["position"] for row in downloaded(session, activity))
    assert "Neither support nor oppose" in hidden
    labels = {"support": "Support", "oppose": "Oppose", "neither": "Neither support nor oppose"}
    assert not {labels[code] for code in told if code in labels} & hidden


def test_the_results_page_and_the_code_book_say_why_answers_are_suppressed(
    session: Session, client: FormClient
) -> None:
    activity = closed(session, support=30, oppose=9, neither=3)
    publish_results(session, SYSTEM, activity)
    page = f"/consultations/{activity.consultation.slug}/results"
    assert "Suppressed in" not in client.get(page).text, "there is no file yet"
    told = Counter(row["position"] for row in downloaded(session, activity))
    why = f"Suppressed in {told['suppressed']} of 42 rows, because fewer than 5 people"
    assert why in client.get(page).text
    book = list(
        CODE_BOOK.rows(
            session, activity.id, [code_book_column.name for code_book_column in CODE_BOOK_COLUMNS], Audience.PUBLIC
        )
    )
    (line,) = [row for row in book if row[0] == "position" and row[3] == "suppressed"]
    assert line[4].startswith(why)


def test_published_totals_do_not_tell_how_few_of_some_people_gave_an_answer(session: Session) -> None:
    activity = surveyed(session, True)
    for choice, number in (("a", 7), ("b", 3)):
        for _ in range(number):
            make_submission(session, activity, answers={"choice": choice, "other": "b"})
    results = publish_results(session, SYSTEM, activity)
    (table,) = [table for table in results.shown["tables"] if table["key"] == "other"]
    assert 10 in {line["people"] for line in table["lines"]}
    told = Counter((row["choice"], row["other"]) for row in downloaded(session, activity))
    assert 10 - told["a", "b"] not in {1, 2, 3, 4}


def test_a_box_that_few_ticked_does_not_hide_the_other_boxes(session: Session) -> None:
    activity = make_activity(session, make_consultation(session), "survey")
    officer = make_actor(session, Role.OFFICER)
    asked = item("travel", "checkboxes", options=options("walk", "bus", "boat"))
    surveys.change_draft(session, officer, activity, lambda _draft: read_definition(survey(page("p1", asked))))
    surveys.publish(session, officer, activity, seen=find_draft(session, activity.id).sha256, public_note="First.")
    for boxes, number in ((["walk"], 30), (["walk", "bus"], 30), (["bus"], 27), (["walk", "boat"], 3)):
        for _ in range(number):
            make_submission(session, activity, answers={"travel": boxes})
    activity.consultation.state = State.CLOSED
    session.flush()
    publish_results(session, SYSTEM, activity)
    rows = downloaded(session, activity)
    assert {row["travel__boat"] for row in rows} == {"suppressed"}
    assert list(why_suppressed(session, activity.id)) == ["travel__boat"]
    assert why_suppressed(session, activity.id)["travel__boat"].startswith(
        "Suppressed in every row, because the published table hides a number: what fewer than 5 people said"
    )
    assert Counter(row["travel__walk"] for row in rows) == {1: 63, 0: 27}
    assert Counter(row["travel__bus"] for row in rows) == {1: 57, 0: 33}


def test_numbers_stand_as_bands_in_the_file(session: Session) -> None:
    activity = make_activity(session, make_consultation(session), "survey")
    officer = make_actor(session, Role.OFFICER)
    asked = item("minutes", "number", least=0, most=99, whole=True)
    surveys.change_draft(session, officer, activity, lambda _draft: read_definition(survey(page("p1", asked))))
    surveys.publish(session, officer, activity, seen=find_draft(session, activity.id).sha256, public_note="First.")
    for number in range(60):
        make_submission(session, activity, answers={"minutes": number})
    activity.consultation.state = State.CLOSED
    session.flush()
    results = publish_results(session, SYSTEM, activity)
    (table,) = [table for table in results.shown["tables"] if table["key"] == "minutes"]
    assert [line["people"] for line in table["lines"] if line["kind"] == "answer"] == [
        10,
        10,
        10,
        10,
        10,
        10,
        0,
        0,
        0,
        0,
    ]
    assert any("mean" in note for note in table["notes"])
    assert set(Counter(row["minutes"] for row in downloaded(session, activity)).values()) == {10}


def test_an_answer_called_total_is_an_answer_on_page_in_files_and_in_rows(session: Session, client: FormClient) -> None:
    activity = make_activity(session, make_consultation(session), "survey")
    officer = make_actor(session, Role.OFFICER)
    named = [
        {**one, "label": text(label)}
        for one, label in zip(options("part", "full", "none"), ("Partial", "Total", "No answer"), strict=True)
    ]
    asked = survey(page("p1", item("cover", "radios", options=named)))
    surveys.change_draft(session, officer, activity, lambda _draft: read_definition(asked))
    surveys.publish(session, officer, activity, seen=find_draft(session, activity.id).sha256, public_note="First.")
    for code, number in (("part", 30), ("full", 20), ("none", 15)):
        for _ in range(number):
            make_submission(session, activity, answers={"cover": code})
    activity.consultation.state = State.CLOSED
    session.flush()
    session.expire(activity.consultation, ["activities"])
    results = publish_results(session, SYSTEM, activity)
    (chart,) = [
        published_chart
        for published_chart in published_charts(results.shown["tables"])
        if published_chart.title == "Question cover?"
    ]
    assert [(bar.label, bar.text, bar.percent) for bar in chart.bars] == [
        ("Partial", "30", "46.2%"),
        ("Total", "20", "30.8%"),
        ("No answer", "15", "23.1%"),
        ("No answer", "0", ""),
    ]
    assert "Total: 65" in chart.notes
    address = f"/consultations/{activity.consultation.slug}/results"
    sent = [orjson.loads(line) for line in client.get(f"{address}.jsonl").data.splitlines()]
    told = {(one["code"], one["line"]): one["people"] for one in sent if one["key"] == "cover"}
    assert told == {
        ("part", "answer"): 30,
        ("full", "answer"): 20,
        ("none", "answer"): 15,
        (-9, "no_answer"): 0,
        ("", "total"): 65,
    }
    assert Counter(row["cover"] for row in downloaded(session, activity)) == {"part": 30, "full": 20, "none": 15}


def test_results_of_an_earlier_version_are_published_again_first(session: Session) -> None:
    activity = closed(session, support=12, oppose=10)
    results = publish_results(session, SYSTEM, activity)
    results.shown = {name: value for name, value in results.shown.items() if name != "answers_revision"}
    session.flush()
    with pytest.raises(PublishedByEarlierVersion, match="Publish the results again first"):
        downloaded(session, activity)
    publish_results(session, SYSTEM, activity)
    assert len(downloaded(session, activity)) == 22
