"""The hand-kept table of addresses and roles (routes.csv): every page is in it, and answers as it says."""

import inspect
from collections.abc import Callable

import pytest
from flask import Flask
from flask_wtf.csrf import CSRFProtect
from werkzeug.routing import Rule

from consult.web.transactions import UNSAFE
from tests.architecture.conftest import ASKED, FIRST_ROLES, Asker, Walk, first_let_in, table
from tests.architecture.world import World
from tests.support.databases import backend

# What is no number at all is the same to every database.
NUMBERS = ["9" * 30, "9223372036854775807", "-1", *(["²", "x" * 3_000] if backend() == "sqlite" else [])]


def rule_of(app: Flask, world: World, method: str, address: str) -> Rule:
    """Return the rule that an address of the table belongs to."""
    path = world.path(address)
    matched: tuple[Rule, object] = app.url_map.bind("localhost").match(path, method=method, return_rule=True)
    return matched[0]


def test_every_page_is_in_the_table_for_every_method_and_every_line_has_its_page(
    application: Flask, world: World
) -> None:
    there = {
        (rule.rule, method)
        for rule in application.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    listed = {(rule_of(application, world, line.method, line.address).rule, line.method) for line in table()}
    assert there - listed == set(), "write in routes.csv who may do what with these"
    assert listed - there == set()


def test_no_address_is_in_the_table_twice() -> None:
    lines = [(line.method, line.address) for line in table()]
    assert len(lines) == len(set(lines))


def test_every_loader_takes_who_asks_and_what_the_address_names(application: Flask) -> None:
    for rule in application.url_map.iter_rules():
        view = application.view_functions[rule.endpoint]
        load = getattr(view, "load", None)
        if load is not None:
            given = rule.arguments.difference(getattr(view, "rest", ()))
            inspect.signature(load).bind("session", actor="whoever", **dict.fromkeys(given, "part"))


@pytest.mark.parametrize("role", ASKED)
def test_every_page_answers_as_the_table_says(walk: Callable[[str], Walk], role: str) -> None:
    wrong = [
        f"{answer} instead of {answer.line.expected[role]}"
        for answer in walk(role).answers
        if answer.outcome != answer.line.expected[role]
    ]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", ["anonymous", "group_own", "councillor_own", "officer", "administrator"])
def test_no_form_is_taken_without_its_token(asker: Callable[[str], Asker], world: World, role: str) -> None:
    somebody = asker(role)
    taken = []
    for line in table():
        if line.method in UNSAFE:
            response = somebody.client().post(world.path(line.address))
            # A page that takes files asks who sends them before it reads what was sent.
            asks_first = role == "anonymous" and line.expected["anonymous"] == "401"
            asks_first = asks_first and response.status_code == 401
            # The page that takes a file without an account asks for the draft first.
            asks_first = asks_first or ("/file/" in line.address and response.status_code == 404)
            if response.status_code != 400 and not asks_first:
                taken.append(f"{line.address}: {response.status_code}")
    assert taken == []


@pytest.mark.parametrize("token", ["", "made-up", "IjAwIg.ZwAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_no_form_is_taken_with_a_made_up_token(asker: Callable[[str], Asker], token: str) -> None:
    assert asker("officer").client().post("/sign-out", data={"csrf_token": token}).status_code == 400


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_form_is_taken_from_another_site_even_with_a_token(asker: Callable[[str], Asker], site: str) -> None:
    sent = asker("officer").client().post_form("/sign-out", headers={"Sec-Fetch-Site": site})
    assert sent.status_code == 400


def test_protection_against_forged_forms_is_off_for_no_page(application: Flask) -> None:
    guard: CSRFProtect = application.extensions["csrf"]
    assert application.config["WTF_CSRF_ENABLED"] is True
    assert application.config.get("WTF_CSRF_CHECK_DEFAULT", True) is True
    assert guard._exempt_views == set()
    assert guard._exempt_blueprints == set()
    assert application.config["WTF_CSRF_METHODS"] >= UNSAFE


@pytest.mark.parametrize("role", ASKED)
def test_no_answer_is_a_fault_of_ours(walk: Callable[[str], Walk], role: str) -> None:
    assert [str(answer) for answer in walk(role).answers if answer.status >= 500] == []


@pytest.mark.parametrize("role", FIRST_ROLES)
def test_no_number_in_an_address_is_a_fault_of_ours(asker: Callable[[str], Asker], world: World, role: str) -> None:
    client = asker(role).client()
    names = ("page", "before", "after", "consultation", "status", "q", "area", "channel", "activity")
    wrong = []
    for place, line in enumerate(table()):
        if line.method == "GET" and first_let_in(line) == role:
            # Every page is asked with every kind of number, and every name has another kind on the next page.
            query = {name: NUMBERS[(place + number) % len(NUMBERS)] for number, name in enumerate(names)}
            answer = client.get(world.path(line.address), query_string=query)
            if answer.status_code >= 500:
                wrong.append(f"{line.address} {query}")
            answer.close()
    assert wrong == []
