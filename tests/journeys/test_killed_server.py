"""The server is killed in the middle of many submissions: whoever was told "sent" is in the database, once."""

import threading
from http.client import HTTPException
from pathlib import Path

import pytest
from sqlalchemy import func, select

from consult.consultations.models import Activity
from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.submissions.models import Submission
from consult.submissions.tallies import counts_of
from tests.conftest import CHOSEN
from tests.factories import make_activity, make_consultation
from tests.support import server, work
from tests.support.visitor import Visitor

VISITORS = 4
ENOUGH = 12


def send_response(visitor: Visitor, activity_id: int, text: str) -> bool:
    """Walk the whole journey; tell whether the server said that the response was sent."""
    base = f"/take-part/{activity_id}"
    answers = {"position": "support", "reasons": text, "ward": "Beckton", "sex": "female"}
    _, page = visitor.get(base)
    _, place = visitor.post(f"{base}/start", page)
    while not place.endswith("/check"):
        _, page = visitor.get(place)
        status, place = visitor.post(place, page, answers)
        assert status == 303
    _, page = visitor.get(place)
    status, place = visitor.post(place, page)
    return status == 303 and place.endswith("/done")


@pytest.mark.crash
def test_no_acknowledged_response_is_lost_when_the_server_is_killed(
    live_database: Database, registry: Registry, tmp_path: Path
) -> None:
    with live_database.unit_of_work() as session:
        activity_id = make_activity(session, make_consultation(session)).id
    port = server.free_port()
    url = live_database.engine.url.render_as_string(hide_password=False)
    plugins = ",".join(plugin.name for plugin in registry.plugins)
    environment = server.environment_for(tmp_path, url, port, {**CHOSEN, "CONSULT_PLUGINS": plugins})
    tried: list[str] = []
    acknowledged: list[str] = []

    def keep_sending(number: int, base: str) -> None:
        for turn in range(1000):
            text = f"Reason {number}-{turn}"
            tried.append(text)
            try:
                if send_response(Visitor(base), activity_id, text):
                    acknowledged.append(text)
            except (OSError, HTTPException):
                return

    with server.running(environment, port, tmp_path, workers=2) as running:
        threads = [threading.Thread(target=keep_sending, args=(n, running.url)) for n in range(VISITORS)]
        for thread in threads:
            thread.start()
        try:
            work.wait_for(lambda: len(acknowledged) >= ENOUGH, seconds=90)
        finally:
            running.kill()
            for thread in threads:
                thread.join()

    with live_database.reading() as session:
        stored = [answers["reasons"] for answers in session.scalars(select(Submission.answers))]
        assert len(acknowledged) >= ENOUGH
        assert set(acknowledged) <= set(stored), "a response was acknowledged and lost"
        assert len(stored) == len(set(stored)), "a response was stored twice"
        assert set(stored) <= set(tried)
        assert counts_of(session, activity_id)["status"] == {"submitted": len(stored)}
        if live_database.is_sqlite:
            assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"

    with server.running(environment, port, tmp_path, workers=1) as again:
        assert send_response(Visitor(again.url), activity_id, "After the crash")
    with live_database.reading() as session:
        assert session.scalar(select(func.count(Submission.id))) == len(stored) + 1
        assert session.get_one(Activity, activity_id).kind == "response"
