"""The file of cross-tables holds every published number once, in words, and adds up to the one-way tables."""

import csv
import io
from collections import Counter

from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.exports.crossed import crossed_of, crossed_rows
from consult.exports.making import publish_results
from consult.kernel.authz import SYSTEM
from tests.factories import make_activity, make_consultation, make_submission
from tests.support.web import FormClient


def test_rows_add_up_to_the_published_tables_and_stay_when_another_edition_comes(
    client: FormClient, session: Session
) -> None:
    activity = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
    for number in range(130):
        make_submission(session, activity, answers={"position": "support" if number % 3 else "oppose"}, area="Abbey")
    session.expire(activity.consultation, ["activities"])
    made = publish_results(session, SYSTEM, activity, with_crossed=True)
    rows = list(crossed_rows(crossed_of(activity, made)))
    position = next(table for table in made.tables if table["key"] == "position")
    by_place: Counter[str] = Counter()
    for _activity, _number, question, answer, by_question, _by_answer, people in rows:
        if question == "Where people live" and by_question == position["title"]:
            by_place[str(_by_answer)] += int(str(people))
        assert int(str(people)) % 5 == 0
        assert answer
    assert by_place == {line["label"]: line["people"] for line in position["lines"][:-1]}
    sent = client.get("/consultations/cameras/results-tables.csv")
    assert len(list(csv.reader(io.StringIO(sent.data.decode("utf-8-sig"))))) == len(rows) + 1
    for _ in range(10):
        make_submission(session, activity)
    publish_results(session, SYSTEM, activity)
    assert client.get("/consultations/cameras/results-tables.csv").data == sent.data
    assert "results-tables.csv" in client.get("/consultations/cameras/results").text


def test_there_is_no_file_without_cross_tables(client: FormClient, session: Session) -> None:
    activity = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
    session.expire(activity.consultation, ["activities"])
    publish_results(session, SYSTEM, activity)
    assert client.get("/consultations/cameras/results-tables.csv").status_code == 404
    assert "results-tables.csv" not in client.get("/consultations/cameras/results").text
