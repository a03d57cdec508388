"""What authors of plugins are given for their tests works on a plugin of ours."""

import pytest
from flask import Flask
from sqlalchemy import inspect

from consult import testing
from consult.contract.plugin import Plugin
from consult.kernel.authz import Role
from consult.kernel.db import Database
from plugins.motion import plugin

# The fixtures of a plugin’s `conftest.py`, in this module alone.
consult_app, consult_database, consult_visitor = testing.consult_app, testing.consult_database, testing.consult_visitor


@pytest.fixture
def consult_plugin() -> Plugin:
    """The plugin under test."""
    return plugin


def test_only_the_plugin_under_test_is_there(consult_app: Flask, consult_database: Database) -> None:
    assert [one.name for one in consult_app.extensions["registry"].plugins] == ["motion"]
    tables = set(inspect(consult_database.engine).get_table_names())
    assert {"motion_vote", "person"} <= tables
    assert "survey_version" not in tables


def test_visitors_come_with_roles_and_send_forms_as_browsers_do(consult_visitor: testing.Visitors) -> None:
    resident, councillor, officer = consult_visitor(), consult_visitor(Role.COUNCILLOR), consult_visitor(Role.OFFICER)
    assert [one.get("/motions/").status_code for one in (resident, councillor, officer)] == [200, 200, 200]
    assert [one.get("/staff/motions/").status_code for one in (resident, councillor, officer)] == [303, 403, 200]
    assert councillor.post("/motions/drafts/new", data={}).status_code == 400
    assert councillor.post_form("/motions/drafts/new", {}).status_code == 422
