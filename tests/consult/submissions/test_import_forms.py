"""How a file is to be read: begun with a guess, refused where it contradicts itself, and the same when seen again."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.contract.questions import Questionnaire
from consult.submissions.import_forms import ColumnsForm, columns_form, earlier_choices, first_choices
from consult.submissions.importing import Mapped
from consult.submissions.instruments import questionnaire_of
from consult.submissions.kinds import CORE_KINDS, kinds_by_name
from tests.factories import make_activity, make_consultation
from tests.support.forms import faults, filled

KINDS = kinds_by_name(CORE_KINDS)
COLUMNS = ("id", "Ward", "position", "Tell us why.", "votes", "")
ONE = {"answer_reasons": "3", "channel": "import"}


@pytest.fixture
def asked(session: Session) -> Questionnaire:
    """What a written response asks: a position, and reasons."""
    found = questionnaire_of(session, make_activity(session, make_consultation(session)))
    assert found is not None
    return found


def typed(app: Flask, asked: Questionnaire, **fields: Any) -> ColumnsForm:
    return filled(app, columns_form(asked, KINDS, COLUMNS), {**ONE, **fields})


def test_columns_are_guessed_by_key_wording_and_usual_names(asked: Questionnaire) -> None:
    assert first_choices(asked, COLUMNS) == {
        "channel": "import",
        "answer_position": "2",
        "answer_reasons": "3",
        "key_column": "0",
        "area_column": "1",
    }


def test_one_column_is_guessed_for_one_thing_and_the_first_of_two_alike_is_taken(asked: Questionnaire) -> None:
    assert first_choices(asked, ("POSITION", "position")) == {"channel": "import", "answer_position": "0"}
    assert first_choices(asked, ("nothing", "of", "ours")) == {"channel": "import"}


def test_a_column_that_has_no_name_is_not_offered(app: Flask, asked: Questionnaire) -> None:
    assert "answer_reasons" in faults(typed(app, asked, answer_reasons="5"))
    assert "answer_reasons" in faults(typed(app, asked, answer_reasons="99"))


def test_what_was_chosen_is_how_the_file_is_read(app: Flask, asked: Questionnaire) -> None:
    form = typed(app, asked, answer_position="2", key_column="0", area_column="1")
    assert faults(form) == {}
    assert form.as_mapped(COLUMNS) == Mapped(
        answers={"position": "position", "reasons": "Tell us why."}, key="id", area="Ward", only={}
    )


def test_one_column_answers_one_question(app: Flask, asked: Questionnaire) -> None:
    found = faults(typed(app, asked, answer_position="3"))
    assert found == {"answer_reasons": ["This column is already chosen for “Do you support the proposal?”"]}


def test_a_file_that_answers_nothing_is_not_read(app: Flask, asked: Questionnaire) -> None:
    found = faults(typed(app, asked, answer_reasons=""))
    assert found == {"": ["Choose a column for at least one question"]}


@pytest.mark.parametrize(
    ("only", "wrong"),
    [
        ({"only_values": "statement"}, {"only_column"}),
        ({"only_least": "15"}, {"only_column"}),
        ({"only_column": "4"}, {"only_values"}),
        ({"only_column": "4", "only_least": "15"}, {"only_most"}),
        ({"only_column": "4", "only_most": "38"}, {"only_least"}),
        ({"only_column": "4", "only_values": "a", "only_least": "1", "only_most": "2"}, {"only_values"}),
        ({"only_column": "4", "only_values": "a|b"}, {"only_values"}),
        ({"only_column": "4", "only_values": "1..2"}, {"only_values"}),
        ({"only_column": "4", "only_least": "many", "only_most": "38"}, {"only_least"}),
    ],
)
def test_which_rows_to_take_is_said_whole_and_in_one_way(
    app: Flask, asked: Questionnaire, only: dict[str, str], wrong: set[str]
) -> None:
    assert set(faults(typed(app, asked, **only))) == wrong


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        ({"only_values": " statement \n\n question "}, "statement|question"),
        ({"only_least": "15", "only_most": "38"}, "15..38"),
        ({"only_least": "0.5", "only_most": "2"}, "0.5..2"),
    ],
)
def test_what_an_officer_chose_stands_there_again_when_the_file_was_checked(
    app: Flask, asked: Questionnaire, only: dict[str, str], wanted: str
) -> None:
    mapped = typed(app, asked, only_column="4", key_column="0", **only).as_mapped(COLUMNS)
    assert mapped.only == {"votes": wanted}
    again = earlier_choices(mapped, "paper", COLUMNS)
    assert again["channel"] == "paper"
    shown = {name: str(value) for name, value in again.items() if value is not None}
    assert filled(app, columns_form(asked, KINDS, COLUMNS), shown).as_mapped(COLUMNS) == mapped


def test_a_column_that_is_no_longer_in_the_file_is_chosen_no_longer(asked: Questionnaire) -> None:
    mapped = Mapped(answers={"reasons": "Gone"}, key="id", area=None, only={})
    again = earlier_choices(mapped, "import", COLUMNS)
    assert (again["answer_reasons"], again["key_column"], again["area_column"]) == (None, "0", None)
