"""The forms of assessment that there are."""

import pytest

from consult.kernel.errors import NotFound
from plugins.impact.assessments.catalogue import FORMS, MODELS, find_form, form_of
from tests.plugins.impact.assessments.conftest import Desk


def test_each_form_has_its_table(desk: Desk) -> None:
    assert set(FORMS) == set(MODELS)
    for code, model in MODELS.items():
        begun = desk.begin(code)
        assert isinstance(begun, model)
        assert form_of(begun) is find_form(code)


def test_another_form_is_not_found() -> None:
    with pytest.raises(NotFound):
        find_form("privacy")
