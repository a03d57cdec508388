"""What changes about quotas, and who must confirm it."""

from typing import Any

from plugins.survey.comparison import class_of, differences
from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from plugins.survey.models import ChangeClass
from tests.plugins.survey.conftest import item, options, page, survey, text


def limited(most: int | None, code: str = "a") -> Definition:
    """Return a survey that takes so many responses with this answer; `None` for all."""
    asked, rest = page("p1", item("which", "radios", options=options("a", "b"))), page("p2", item("why"))
    enough: dict[str, Any] = page("enough", title=text("Enough"), text=text("Thank you."), exit=True, quota=most)
    enough["show_if"] = {"q": "which", "op": "eq", "value": code}
    return read_definition(survey(asked, *([enough] if most else []), rest))


def of_quota(before: Definition, after: Definition) -> list[tuple[str, bool]]:
    """Return what is said of quotas, and whether a second officer may confirm it."""
    found = differences(before, after)
    return [(one.sentence, one.may_be_confirmed) for one in found if one.sentence.startswith("The quota")]


def test_what_turns_more_people_away_is_confirmed_by_a_second_officer() -> None:
    stricter = [("The quota “Enough” takes fewer responses than before.", True)]
    assert of_quota(limited(None), limited(5)) == stricter
    assert of_quota(limited(5), limited(4)) == stricter
    assert class_of(differences(limited(5), limited(4))) is ChangeClass.BREAKING


def test_what_turns_fewer_people_away_is_added() -> None:
    assert of_quota(limited(4), limited(5)) == [("The quota “Enough” takes more responses.", False)]
    assert of_quota(limited(5), limited(None)) == [("The quota “Enough” is gone.", False)]
    assert class_of(differences(limited(4), limited(5))) is ChangeClass.ADDITIVE
    assert of_quota(limited(5), limited(5)) == []


def test_a_quota_never_counts_other_responses_than_before() -> None:
    ((sentence, may_be_confirmed),) = of_quota(limited(5), limited(5, "b"))
    assert sentence == "The quota “Enough” counts other responses."
    assert not may_be_confirmed
