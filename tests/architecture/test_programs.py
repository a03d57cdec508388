"""Pages for programs, asked with the token of each kind of person: they answer as these tables say, and to no other."""

from collections.abc import Callable

import pytest
from flask import Flask

from consult.accounts.access_tokens import make_token
from consult.kernel.reach import Reach
from consult.web.programs import PATH
from tests.architecture.conftest import Asker, table
from tests.architecture.world import DESK, ROLES, World

REACHES = {
    "/api/1/surveys": Reach.DEFINITIONS,
    "/api/1/surveys/{open_survey}/draft": Reach.DEFINITIONS,
    "/api/1/surveys/{open_survey}/versions/1": Reach.DEFINITIONS,
    "/api/1/activities/{open_survey}/responses": Reach.RESPONSES,
}
LET_IN = DESK
WITH_ACCOUNT = [role for role in ROLES if role not in {"anonymous", "resident"}]


def shown(world: World, role: str, reach: Reach) -> dict[str, str]:
    """Return the header of a program of this kind of person that may do one thing."""
    person = world.people[role]
    secret = make_token(world.session, world.actor(role), person, name="Program", allows=[reach], days=7)
    return {"Authorization": f"Bearer {secret}"}


def test_every_page_for_programs_is_in_this_table_too(application: Flask) -> None:
    assert {line.address for line in table() if line.address.startswith(PATH)} == set(REACHES)
    views = [application.view_functions[rule.endpoint] for rule in application.url_map.iter_rules()]
    assert sum(hasattr(view, "reach") for view in views) == len(REACHES)


@pytest.mark.parametrize("role", WITH_ACCOUNT)
def test_a_program_may_what_its_owner_may_and_the_token_allows(
    asker: Callable[[str], Asker], world: World, role: str
) -> None:
    client = asker("anonymous").client()
    headers = {reach: shown(world, role, reach) for reach in Reach}
    for address, needed in REACHES.items():
        for reach in Reach:
            answer = client.get(world.path(address), headers=headers[reach])
            expected = 200 if role in LET_IN and reach is needed else 403
            assert (address, reach, answer.status_code) == (address, reach, expected)
            if expected != 200:
                assert answer.mimetype == "application/problem+json"
            answer.close()


@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_no_page_for_programs_takes_anything(asker: Callable[[str], Asker], world: World, role: str) -> None:
    client = asker(role).client()
    for address, reach in REACHES.items():
        headers = shown(world, role, reach)
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = client.open(world.path(address), method=method, headers=headers)
            assert answer.status_code == 405


def test_a_token_opens_no_page_for_people(asker: Callable[[str], Asker], world: World) -> None:
    headers = shown(world, "administrator", Reach.RESPONSES)
    client = asker("anonymous").client()
    for line in table():
        if line.method == "GET" and line.expected["anonymous"] == "sign-in":
            answer = client.get(world.path(line.address), headers=headers)
            assert (line.address, answer.status_code, answer.location[:14]) == (line.address, 303, "/sign-in?next=")
