"""Every condition is open data, with what was found of it last."""

import json

from plugins.authorisation.condition_models import Status
from tests.plugins.authorisation.conftest import Desk, make_condition, make_list, note
from tests.support.web import FormClient

REGISTER = "/registers/authorisation.conditions"


def test_the_files_tell_each_condition_with_its_newest_finding(desk: Desk, client: FormClient) -> None:
    found = make_list(desk.session, asks_suspension=True, ward="Beckton")
    condition = make_condition(desk.session, found)
    for status in (Status.REFUSED, Status.PARTLY):
        note(desk.session, condition, status, reason=f"Because {status}.")
    make_condition(desk.session, found, "Signs.")
    assert "Because partly." in client.get(f"{REGISTER}?list={found.number}&topic=test").text
    csv = client.get(f"{REGISTER}/data.csv").text
    assert "S-2023-001.1" in csv
    first, second = json.loads(client.get(f"{REGISTER}/data.json").text)
    assert (first["status"], first["findings"], first["asked_of"]) == ("partly", 2, "Every use in the ward Beckton")
    assert (second["status"], second["reason"]) == (None, None)
