"""No number in an address makes a fault."""

import pytest
from flask import Flask

from consult.kernel.row_numbers import LARGEST
from consult.web.addresses import RowNumber, asked_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), 0),
        ("9" * 5000, 0),
        ("-5", 0),
        ("", 0),
        ("\u0665", 0),
        ("x", 0),
    ],
)
def test_a_number_after_the_question_mark_is_a_rows_or_none(typed: str, number: int) -> None:
    with Flask("small").test_request_context(query_string={"before": typed}):
        assert asked_number("before") == number


@pytest.mark.parametrize(
    ("typed", "status"), [("7", 200), (str(LARGEST), 200), (str(LARGEST + 1), 404), ("9" * 400, 404)]
)
def test_a_number_in_a_path_that_no_row_has_is_not_found(typed: str, status: int) -> None:
    app = Flask("small")
    app.url_map.converters["int"] = RowNumber
    app.add_url_rule("/rows/<int:row_id>", view_func=lambda row_id: str(row_id), endpoint="row")
    app.add_url_rule("/years/<int(fixed_digits=4):year>", view_func=lambda year: str(year), endpoint="year")
    client = app.test_client()
    assert client.get(f"/rows/{typed}").status_code == status
    assert client.get("/years/2026").status_code == 200
