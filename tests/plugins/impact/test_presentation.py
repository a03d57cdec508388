"""Evidence in words."""

from datetime import date

import pytest

from plugins.impact import presentation
from plugins.impact.models import Evidence
from plugins.impact.pages import PAGES
from plugins.impact.procedure import Status
from tests.plugins.impact.conftest import Case


@pytest.mark.parametrize(
    ("begun", "ended", "words"),
    [
        (None, None, ""),
        (date(2022, 7, 7), None, "7 July 2022"),
        (date(2022, 7, 7), date(2022, 7, 7), "7 July 2022"),
        (date(2022, 1, 28), date(2022, 7, 16), "28 January 2022 to 16 July 2022"),
    ],
)
def test_a_period_is_said_in_words(begun: date | None, ended: date | None, words: str) -> None:
    assert presentation.period(Evidence(happened_on=begun, until_on=ended)) == words


def test_every_page_is_shown_with_everything_it_holds(case: Case) -> None:
    sent = case.sent(personal_data="yes", personal_note="The stall keeper", conflict="yes", interest="A grant")
    shown = {label: words for _page, rows in presentation.all_rows(sent) for label, words in rows}
    assert len(presentation.all_rows(sent)) == len(PAGES)
    assert all(shown.values())
    assert shown["Severity"] == "Medium"
    assert shown["Somebody could be recognised"] == "Yes: The stall keeper"
    assert shown["Interest in the outcome"] == "Yes: A grant"


def test_without_the_groups_name_nothing_is_left_that_tells_who_speaks(case: Case) -> None:
    anonymous = case.brought_to(Status.ACCEPTED, publication="anonymous", conflict="yes", interest="A grant")
    labels = {label for label, _words in presentation.public_rows(anonymous)}
    assert presentation.public_name(anonymous) == "A community group"
    assert labels.isdisjoint({"People represented", "Basis for speaking", "Place", "Date or period"})
    assert labels.isdisjoint({"Interest in the outcome", "Contact role"})


def test_every_text_of_the_form_has_a_label(case: Case) -> None:
    assert {key for page in PAGES for key in page.texts} == set(presentation.TEXT_LABELS)
