"""The demonstration as a whole: what is in it, and that a second run adds nothing."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.contract.registry import Registry
from consult.demo import build
from consult.demo import facial_recognition as open_one
from consult.demo import street_lights as published_one
from consult.demo import young_people as closed_one
from consult.kernel import clock
from consult.kernel.db import Database
from consult.submissions.models import Submission
from tests.support.deployments import change_deployment

Built = tuple[Database, dict[str, Any]]


def test_the_summary_names_an_account_for_every_role(demonstration: Built) -> None:
    accounts = demonstration[1]["accounts"]
    assert {account["role"] for account in accounts} == {
        "Administrator",
        "Auditor",
        "Community group member",
        "Council officer",
        "Councillor",
        "Police authorising officer",
    }
    assert all(len(account["password"]) >= 15 for account in accounts)
    assert all("invented" in account["name"] for account in accounts)


def test_there_is_an_open_consultation_and_two_being_analysed(demonstration: Built) -> None:
    states = {consultation["slug"]: consultation["state"] for consultation in demonstration[1]["consultations"]}
    assert states == {open_one.SLUG: "open", closed_one.SLUG: "analysing", published_one.SLUG: "analysing"}


def test_only_the_24_opinions_are_real(demonstration: Built, read: Session) -> None:
    counts = demonstration[1]["counts"]
    assert counts["submissions"] - counts["synthetic"] == 24
    real = read.scalars(select(Submission).where(~Submission.is_synthetic)).all()
    assert {submission.channel for submission in real} == {"import"}


def test_every_enabled_plugin_adds_its_part(demonstration: Built, registry: Registry) -> None:
    consultation = next(
        consultation for consultation in demonstration[1]["consultations"] if consultation["slug"] == open_one.SLUG
    )
    taken_part = {activity["kind"]: activity["taken_part"] for activity in consultation["activities"]}
    assert taken_part["response"] == sum(open_one.BY_DAY) - 1, "one is excluded"
    for name in {plugin.name for plugin in registry.plugins} & {"survey", "impact"}:
        assert taken_part[name] > 0


def test_the_audit_log_goes_forward_in_time(read: Session) -> None:
    moments = read.execute(select(AuditEntry.name, AuditEntry.at).order_by(AuditEntry.id)).all()
    of_core = [at for name, at in moments if name.partition(".")[0] in {"consultations", "decisions", "exports"}]
    assert len(of_core) > 10
    assert of_core == sorted(of_core)


def test_a_second_run_adds_nothing(live_database: Database) -> None:
    first = build(live_database)
    with live_database.reading() as session:
        entries = session.scalar(select(func.count(AuditEntry.id)))
    assert build(live_database) == first
    with live_database.reading() as session:
        assert session.scalar(select(func.count(AuditEntry.id))) == entries


def test_a_run_that_was_cut_short_is_finished_by_the_next(
    live_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(open_one, "BY_DAY", open_one.BY_DAY[:5])
        build(live_database)
    counted = build(live_database)["counts"]
    assert counted["synthetic"] >= sum(open_one.BY_DAY)
    assert build(live_database)["counts"] == counted


def test_it_is_built_without_plugins_too(live_database: Database, registry: Registry) -> None:
    change_deployment(live_database, registry=replace(registry, plugins=()))
    activities = [activity for found in build(live_database)["consultations"] for activity in found["activities"]]
    assert {activity["kind"] for activity in activities} == {"response"}


@pytest.mark.parametrize("today", ["2026-12-20", "2027-08-01", "2028-02-29"])
def test_it_is_open_on_whatever_day_it_is_built(live_database: Database, today: str) -> None:
    with clock.set_clock(closed_one.at(f"{today} 08:00")):
        states = {consultation["slug"]: consultation["state"] for consultation in build(live_database)["consultations"]}
    assert states[open_one.SLUG] == "open"
