"""What may stand against what."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.statistics.forms import CompareForm
from consult.statistics.variables import variables_of
from tests.factories import make_activity, make_consultation


@pytest.mark.parametrize(
    ("query", "is_valid"),
    [
        ({"rows": "position", "columns": [":area", ":channel"]}, True),
        ({"rows": "position", "columns": [":area"], "share": "sideways"}, False),
        ({"rows": "position", "columns": []}, False),
        ({"rows": "position", "columns": ["position"]}, False),
        ({"rows": "position", "columns": ["reasons"]}, False),
    ],
)
def test_one_thing_stands_against_others(
    application: Flask, session: Session, query: dict[str, str | list[str]], is_valid: bool
) -> None:
    activity = make_activity(session, make_consultation(session))
    with application.test_request_context(query_string=query):
        form = CompareForm()
        form.offer(variables_of(session, activity))
        assert form.validate() is is_valid
