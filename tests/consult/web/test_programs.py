"""Pages for programs: where they are, what they ask for, and that nothing else is there."""

import pytest
from flask import Flask

from consult.kernel.authz import Actor
from consult.kernel.errors import Forbidden, Misconfigured
from consult.kernel.reach import Reach
from consult.web.programs import TokenNeeded, check_programs, for_programs, is_for_programs


def view() -> str:
    """A page."""
    return "seen"


def asked_by(who: Actor) -> object:
    app = Flask("probe")
    app.extensions["resolve_actor"] = lambda: who
    with app.test_request_context("/api/1/surveys"):
        return for_programs(Reach.DEFINITIONS)(view)()


def test_only_a_program_of_somebody_with_this_reach_is_let_in() -> None:
    assert asked_by(Actor(person_id=1, reach=frozenset({Reach.DEFINITIONS}))) == "seen"
    with pytest.raises(TokenNeeded):
        asked_by(Actor())
    with pytest.raises(Forbidden, match="does not allow"):
        asked_by(Actor(person_id=1, reach=frozenset({Reach.RESPONSES})))
    with pytest.raises(Forbidden):
        asked_by(Actor(person_id=1))


def test_what_is_for_programs_is_told_by_the_path() -> None:
    assert is_for_programs("/api/1/surveys")
    assert not is_for_programs("/apiary")
    assert not is_for_programs("/staff/api/1")


@pytest.mark.parametrize(
    ("address", "methods", "is_marked"),
    [
        ("/api/1/surveys", ["GET"], False),
        ("/surveys", ["GET"], True),
        ("/api/1/surveys", ["GET", "POST"], True),
    ],
)
def test_consult_does_not_start_with_a_page_for_programs_out_of_place(
    address: str, methods: list[str], is_marked: bool
) -> None:
    app = Flask("probe", static_folder=None)
    marked = for_programs(Reach.DEFINITIONS)(view) if is_marked else view
    app.add_url_rule(address, "page", marked, methods=methods)
    with pytest.raises(Misconfigured):
        check_programs(app)


def test_a_page_for_programs_in_its_place_is_taken() -> None:
    app = Flask("probe", static_folder=None)
    app.add_url_rule("/api/1/surveys", "page", for_programs(Reach.DEFINITIONS)(view))
    app.add_url_rule("/surveys", "other", view)
    check_programs(app)
