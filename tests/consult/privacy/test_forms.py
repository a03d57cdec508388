"""Before personal data leaves or goes, it is said how the person was known, and erasing is meant."""

import pytest
from flask import Flask

from consult.privacy.forms import EraseForm, FindForm, HandOverForm
from consult.privacy.services import IDENTITY_CHECKS
from consult.web.forms import Form
from tests.support.forms import faults, filled


@pytest.mark.parametrize("how", IDENTITY_CHECKS)
def test_each_way_of_knowing_somebody_is_enough_to_hand_over_and_none_is_not(application: Flask, how: str) -> None:
    assert faults(filled(application, HandOverForm, {"subject": "a@x.example", "checked_by": how})) == {}


@pytest.mark.parametrize("form", [HandOverForm, EraseForm])
@pytest.mark.parametrize("how", ["", "they sounded nice"])
def test_nothing_leaves_or_goes_on_trust(application: Flask, form: type[Form], how: str) -> None:
    assert "checked_by" in faults(filled(application, form, {"checked_by": how, "is_meant": "y"}))


def test_nothing_is_erased_by_one_click_too_many(application: Flask) -> None:
    assert set(faults(filled(application, EraseForm, {"checked_by": "known"}))) == {"is_meant"}
    assert faults(filled(application, EraseForm, {"checked_by": "known", "is_meant": "y"})) == {}


@pytest.mark.parametrize("typed", ["", "   ", "x" * 255])
def test_somebody_must_be_named_to_be_looked_for(application: Flask, typed: str) -> None:
    assert set(faults(filled(application, FindForm, {"subject": typed}))) == {"subject"}
