"""Published numbers say in every copy where they come from, of when, by which rules, and whom to name."""

import csv
import io
import json

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.exports.making import publish_results
from consult.kernel.authz import Role
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.support.web import FormClient

NAMED = "Data of the Computational Democracy Project, licensed under CC BY 4.0."


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response with 30 answers of which three oppose, and its published results."""
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras", title="=Cameras")
    consultation.attribution = NAMED
    made = make_activity(session, consultation)
    for number in range(30):
        make_submission(session, made, answers={"position": "oppose" if number < 3 else "support"})
    publish_results(session, make_actor(session, Role.OFFICER), made)
    return made


def test_every_row_names_its_source_and_whom_to_name(client: FormClient, activity: Activity) -> None:
    sent = client.get("/consultations/cameras/results.csv")
    rows = list(csv.DictReader(io.StringIO(sent.data.decode("utf-8-sig"), newline="")))
    assert list(rows[0])[:6] == ["activity", "question", "answer", "people", "percent", "mark"]
    assert {row["attribution"] for row in rows} == {NAMED}
    assert all(row["source"].endswith("/consultations/cameras/results") for row in rows)
    as_json = [json.loads(line) for line in client.get("/consultations/cameras/results.jsonl").data.splitlines()]
    assert [row["source"] for row in as_json] == [row["source"] for row in rows]
    assert [row["published_on"] for row in as_json] == [row["published_on"] for row in rows]
    assert {(row["edition"], row["counted"]) for row in as_json} == {(1, 30)}


def test_the_description_beside_the_file_tells_its_columns_rules_and_licence(
    client: FormClient, activity: Activity
) -> None:
    sent = client.get("/consultations/cameras/results.csv")
    assert "results.csv-metadata.json" in sent.headers["Link"]
    told = client.get("/consultations/cameras/results.csv-metadata.json")
    assert told.content_type == "application/csvm+json"
    described = json.loads(told.data)
    header = next(csv.reader(io.StringIO(sent.data.decode("utf-8-sig"), newline="")))
    assert [column["name"] for column in described["tableSchema"]["columns"]] == header
    assert (described["url"], described["dc:rights"]) == ("results.csv", NAMED)
    assert "rounded up or down to a multiple of 5, by chance" in described["dc:description"]
    assert "0 can be up to 4 people" in described["dc:description"]


def test_nothing_is_described_before_anything_is_published(client: FormClient, session: Session) -> None:
    make_activity(session, make_consultation(session, state=State.CLOSED, slug="lamps"))
    assert client.get("/consultations/lamps/results.csv-metadata.json").status_code == 404
