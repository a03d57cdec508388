"""Files and feed of results: each carries its version, and every correction is an entry of its own."""

import csv
import io
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from plugins.register.accuracy_models import Accuracy
from plugins.register.accuracy_registers import link_to_result
from plugins.register.results import correct_result, withdraw_result
from tests.plugins.register.test_accuracy_imports import FIRST, taken
from tests.support.web import FormClient

DATA = "/registers/register.accuracy"
VERSIONS = "/registers/register.accuracy_versions"


def test_every_file_says_which_version_it_has(session: Session, client: FormClient) -> None:
    taken(session, FIRST)
    (result,) = session.scalars(select(Accuracy))
    correct_result(session, SYSTEM, result, {"value": "0.02"}, reason="Misread", seen_version=1)
    (row,) = csv.DictReader(io.StringIO(client.get(f"{DATA}/data.csv").text.lstrip("\ufeff")))
    assert (row["number"], row["version"], row["value"], row["is_withdrawn"]) == (str(result.id), "2", "0.02", "false")
    assert '"version": 2' in json.dumps(client.get(f"{DATA}/data.json").json)
    rows = list(csv.DictReader(io.StringIO(client.get(f"{VERSIONS}/data.csv").text)))
    assert [(row["version"], row["value"], row["cause"], row["reason"]) for row in rows] == [
        ("1", "0.017", "published", ""),
        ("2", "0.02", "corrected", "Misread"),
    ]
    assert link_to_result(result).parts == {"result_id": result.id}


def test_every_version_is_an_entry_of_the_feed(session: Session, client: FormClient) -> None:
    taken(session, FIRST)
    (result,) = session.scalars(select(Accuracy))
    withdraw_result(session, SYSTEM, result, "The study was withdrawn")
    feed = client.get(f"{VERSIONS}/feed.atom").text
    assert feed.count("<entry>") == 2
    assert "The study was withdrawn" in feed
    assert f"{VERSIONS}/rows/{result.versions[-1].id}" in feed
    assert client.get(f"{DATA}/feed.atom").text.count("<entry>") == 1
