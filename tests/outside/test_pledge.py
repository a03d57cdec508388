"""A plugin that was written from the guide alone: it uses what the plugins of this repository do not need."""

import ast
import re
import socket
import threading
import urllib.request
from io import BytesIO
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import select

from consult import testing
from consult.app import build_registry, create_app
from consult.citations.models import Citation
from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.plugin import CONTRACT, Plugin
from consult.deadlines.models import Deadline
from consult.decisions.models import Issue
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import Database
from consult.migrate import faults_of_schema
from consult.sdk.activities import numbers_counted
from consult.sdk.testing import assert_contract
from tests.factories import make_activity, make_consultation
from tests.outside.consult_pledge import jobs, plugin, services
from tests.outside.consult_pledge.models import Pledge
from tests.outside.consult_pledge.places import UNDER_PLEDGE
from tests.support.server import free_port
from tests.support.work import wait_for

consult_app, consult_database, consult_visitor = testing.consult_app, testing.consult_database, testing.consult_visitor


@pytest.fixture
def consult_plugin() -> Plugin:
    """The plugin under test."""
    return plugin


@pytest.fixture
def address(consult_database: Database) -> str:
    """Where pledges are made: an open consultation."""
    with consult_database.unit_of_work() as session:
        return f"/pledge/{make_activity(session, make_consultation(session), 'pledge').id}"


def port_is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def pledged(visitor: testing.Visitor, address: str, **typed: str) -> Any:
    return visitor.post_form(f"{address}/make", {"form_key": "one", "text": "I will walk to school.", **typed})


def reference_on(page: str) -> str:
    found = re.search(r"CN-\w{4}-\w{4}", page)
    assert found
    return found[0]


def count(database: Database, model: type[Any]) -> int:
    with database.reading() as session:
        return len(session.scalars(select(model)).all())


def test_it_keeps_the_contract_and_its_tables_are_those_of_its_migrations(consult_database: Database) -> None:
    assert_contract(plugin)
    assert faults_of_schema(consult_database, deployment_of(consult_database).registry) == []


def test_it_imports_nothing_of_consult_but_the_sdk() -> None:
    imported = {
        str(node.module)
        for path in plugin.folder().rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("consult")
    }
    assert imported
    assert all(name.startswith("consult.sdk") for name in imported)


def test_a_pledge_refers_to_another_and_is_sent_once(
    consult_visitor: testing.Visitors, consult_database: Database, address: str
) -> None:
    visitor = consult_visitor()
    first = reference_on(visitor.get(pledged(visitor, address).location).text)
    for _ in range(2):
        sent = pledged(visitor, address, form_key="two", text="I will too.", because_of=first.lower())
        assert sent.status_code == 303
    page = visitor.get(address).text
    assert page.count("I will too.") == 1
    assert (count(consult_database, Pledge), count(consult_database, Citation)) == (2, 1)


def test_what_cannot_be_referred_to_is_said_and_nothing_is_half_written(
    consult_visitor: testing.Visitors, consult_database: Database, address: str
) -> None:
    refused = pledged(consult_visitor(), address, because_of="CN-0000-0000")
    assert refused.status_code == 422
    assert "Line 1: CN-0000-0000" in refused.text
    assert "I will walk to school." in refused.text
    assert [count(consult_database, model) for model in (Pledge, Deadline)] == [0, 0]


def test_officers_see_the_deadline_and_what_is_missing_and_a_pledge_that_is_kept_is_done(
    consult_visitor: testing.Visitors, consult_database: Database, address: str
) -> None:
    pledged(consult_visitor(), address)
    with consult_database.unit_of_work() as session:
        consultation = session.scalars(select(Activity)).one().consultation
        session.add(Issue(consultation=consultation, number=1, title="Safety", created_at=clock.now()))
    officer = consult_visitor(Role.OFFICER)
    page = officer.get(f"/staff{address}").text
    assert "To be thanked by" in page
    assert "Safety" in page
    number = 1
    assert [officer.post_form(f"/staff/pledge/pledges/{number}/keep").status_code for _ in range(2)] == [303, 303]
    page = officer.get(f"/staff{address}").text
    assert "(kept)" in page
    assert "To be thanked by" not in page


def test_many_are_noted_as_kept_from_a_file_or_none_is(
    consult_visitor: testing.Visitors, consult_database: Database, address: str
) -> None:
    pledged(consult_visitor(), address)
    officer = consult_visitor(Role.OFFICER)
    reference = reference_on(officer.get(f"/staff{address}").text)

    def send(text: str) -> Any:
        upload = {"file": (BytesIO(text.encode()), "kept.csv")}
        return officer.post_form(f"/staff{address}/kept", upload, content_type="multipart/form-data")

    refused = send(f"reference\n{reference}\nCN-0000-0000\n")
    assert (refused.status_code, "Line 3: There is no pledge CN-0000-0000." in refused.text) == (422, True)
    assert "(kept)" not in officer.get(f"/staff{address}").text
    assert [send(f"note;Reference of the pledge\n;{reference}\n").status_code for _ in range(2)] == [303, 303]
    assert "(kept)" in officer.get(f"/staff{address}").text


def test_a_pledge_that_is_deleted_leaves_no_citation_and_no_deadline(
    consult_visitor: testing.Visitors, consult_database: Database, address: str
) -> None:
    visitor = consult_visitor()
    first = reference_on(visitor.get(pledged(visitor, address).location).text)
    pledged(visitor, address, form_key="two", because_of=first)
    with consult_database.reading() as session:
        number = session.scalars(select(Pledge.id).order_by(Pledge.id.desc())).first()
    assert consult_visitor(Role.OFFICER).post_form(f"/staff/pledge/pledges/{number}/delete").status_code == 303
    counted = [count(consult_database, model) for model in (Pledge, Deadline, Citation)]
    assert counted == [1, 1, 0]
    with consult_database.reading() as session:
        (activity,) = session.scalars(select(Activity)).all()
        assert numbers_counted(session, [activity.id]) == {activity.id: 1}


def test_the_job_of_a_year_later_waits_and_asks(
    consult_visitor: testing.Visitors, consult_database: Database, address: str
) -> None:
    pledged(consult_visitor(), address)
    with consult_database.unit_of_work() as session:
        job = session.scalars(select(Job).where(Job.name == jobs.ASK)).one()
        assert (job.due_at - job.created_at).days == 365
        assert jobs.ask_whether_kept(session, job, **job.args).startswith("Officers are to ask")
        assert session.scalars(select(Pledge)).one().asked_at is not None
        services.keep_pledge(session, SYSTEM, session.scalars(select(Pledge)).one())
        assert jobs.ask_whether_kept(session, job, **job.args) == "There is nothing to ask."


def test_another_plugin_adds_to_its_page(consult_database: Database, address: str) -> None:
    beside = Plugin(
        name="applause",
        title="Applause",
        package="tests.consult.web",
        api=CONTRACT,
        slots=(UNDER_PLEDGE.slot(lambda pledge: Markup("<p>Well said, {}</p>").format(pledge.submission.reference)),),
    )
    registry = build_registry(("pledge", "applause"), {"pledge": plugin, "applause": beside})
    app = create_app(deployment_of(consult_database).settings, database=consult_database, registry=registry)
    app.test_client_class = testing.Visitor
    visitor = app.test_client()
    assert isinstance(visitor, testing.Visitor)
    pledged(visitor, address)
    assert "<p>Well said, CN-" in visitor.get(address).text


def test_the_board_says_how_many_pledges_count_until_it_is_told_to_stop(
    consult_visitor: testing.Visitors, consult_database: Database, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pledged(consult_visitor(), address)
    port, stopping = free_port(), threading.Event()
    monkeypatch.setenv("PLEDGE_BOARD_PORT", str(port))
    (process,) = plugin.processes
    running = threading.Thread(target=process.run, args=(consult_database, stopping.wait))
    running.start()
    try:
        wait_for(lambda: port_is_open(port))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
            assert answer.read() == b"1\n"
    finally:
        stopping.set()
        running.join(10)
    assert not running.is_alive()
    assert not port_is_open(port)
