"""The files of the register hold what the public reads, column by column."""

import csv
import io

from sqlalchemy import select
from sqlalchemy.orm import Session

from plugins.register.models import Deployment
from plugins.register.registers import COLUMNS, DEPLOYMENTS, VERSIONS, cells_of
from tests.plugins.register.test_queries import keep_back
from tests.support.web import FormClient


def test_the_csv_has_every_row_and_comes_back_as_the_same(filled: Session, client: FormClient) -> None:
    text = client.get("/registers/register.deployments/data.csv").text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 212
    assert rows[3]["deployment_id"] == "MPS-2020-22-04"
    assert sum(int(row["faces_seen_estimate"] or 0) for row in rows if row["date"].startswith("2022")) == 144_366


def test_of_a_withheld_row_only_the_placeholder_leaves(filled: Session) -> None:
    cells = cells_of(keep_back(filled))
    assert {name for name, value in cells.items() if value is not None} == {
        "number",
        "version",
        "is_withheld",
        "exemption",
        "withheld_until",
    }


def test_every_version_is_an_entry_of_the_feed(filled: Session, client: FormClient) -> None:
    feed = client.get("/registers/register.versions/feed.atom").text
    assert feed.count("<entry>") == 25
    newest = filled.scalars(select(Deployment).order_by(Deployment.id.desc())).first()
    assert newest is not None
    assert f"{newest.number}, version 1" in feed
    assert [column.name for column in DEPLOYMENTS.columns] == [column.name for column in COLUMNS]
    assert VERSIONS.key.key == "id"


def test_the_list_is_filtered_by_what_is_public(filled: Session, client: FormClient) -> None:
    keep_back(filled)
    assert "0 rows found" in client.get("/registers/register.deployments?ward=Beckton").text
    page = client.get("/registers/register.deployments?date_from-day=1&date_from-month=1&date_from-year=2024").text
    assert "180 rows found" in page
