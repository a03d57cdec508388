"""A quotation that is not verbatim in a publishable response is found, however it is marked."""

from collections.abc import Collection

import pytest
from sqlalchemy.orm import Session

from consult.analysis.quotations import (
    as_quotation,
    quotations_in,
    require_verbatim,
    words_as_said,
    wrong_quotations,
)
from consult.consultations.models import State
from consult.contract.deployment import deployment_of
from consult.kernel.db import database_of
from consult.kernel.errors import Conflict, Invalid
from consult.submissions.models import Status
from tests.factories import make_activity, make_consultation, make_submission
from tests.support.deployments import change_deployment, with_feature

SAID = "The cameras mistake people. My son was stopped twice, and nobody said “sorry” – it isn't fair."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One said “the cameras mistake people”.", ["the cameras mistake people"]),
        ('And "my son was stopped" too', ["my son was stopped"]),
        ("They’re sure: ‘it isn’t fair at all’.", ["it isn’t fair at all"]),
        ("It's what 'many people said here' and it's true", ["many people said here"]),
        ("«les caméras se trompent» and „kamery się mylą”", ["les caméras se trompent", "kamery się mylą"]),
        ("Before\n> The cameras\n> mistake people.\nAfter", ["The cameras mistake people."]),
        ("The “Beckton plan” and ‘hot spots’ are the officers’ and residents’ words", []),
        ("No mark at all, 5' by 6\"", []),
        ("", []),
        ("“আমি পুলিশকে বিশ্বাস করি না”", ["আমি পুলিশকে বিশ্বাস করি না"]),
    ],
)
def test_quotations_are_found_in_every_kind_of_mark(text: str, found: list[str]) -> None:
    assert quotations_in(text) == found


def test_only_the_words_of_a_response_that_the_public_can_read_may_stand(session: Session) -> None:
    consultation = make_consultation(session, state=State.ANALYSING)
    activity = make_activity(session, consultation)
    sent = make_submission(session, activity, answers={"position": "oppose", "reasons": SAID})
    other = make_submission(session, activity, answers={"position": "oppose", "reasons": "I fear them at night."})
    session.expire(consultation, ["activities"])
    public: set[tuple[int, str]] = set()

    def quotable(_session: Session, numbers: Collection[int]) -> set[tuple[int, str]]:
        return {(number, place) for number, place in public if number in numbers}

    registry = deployment_of(database_of(session)).registry
    change_deployment(database_of(session), registry=with_feature(registry, quotable=quotable))

    def wrong(text: str) -> list[str]:
        return wrong_quotations(session, consultation, [text])

    assert wrong("“The cameras mistake people.”") == ["The cameras mistake people."]
    public.add((sent.id, "answers.reasons"))
    assert wrong("“The cameras mistake people.” “My son was stopped twice,” they said.") == []
    assert wrong("“The cameras … nobody said 'sorry'” and ‘sorry\" — it isn’t fair’") == []
    assert wrong("“The cameras mistake peop” and “son was stopped twice”") == ["The cameras mistake peop"]
    assert wrong("“My son was stopped three times”") == ["My son was stopped three times"]
    assert wrong("“nobody said … The cameras mistake”") == ["nobody said … The cameras mistake"]
    assert wrong("“the CAMERAS mistake people”") == ["the CAMERAS mistake people"]
    assert wrong("“I fear them at night”") == ["I fear them at night"]
    assert wrong(f"“{consultation.title}” and “{activity.title} itself”") == [f"{activity.title} itself"]
    public.add((other.id, "answers.reasons"))
    assert wrong("“I fear them at night”") == []
    other.status, other.exclusion_code = Status.EXCLUDED, "test"
    session.flush()
    assert wrong("“I fear them at night”") == ["I fear them at night"]


def test_the_sentence_names_the_quotation(session: Session) -> None:
    consultation = make_consultation(session, state=State.ANALYSING)
    with pytest.raises(Invalid) as refused:
        require_verbatim(session, consultation, "You said “never in my life”.", "said")
    assert "says “never in my life” word for word" in refused.value.fields["said"]
    with pytest.raises(Conflict, match="never in my life"):
        require_verbatim(session, consultation, "“never in my life”")
    require_verbatim(session, consultation, "Nothing is quoted here.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("the  cameras\nmistake", ""),
        ("The  cameras\nmistake", "The cameras mistake"),
        ('nobody said "sorry" - it', "nobody said “sorry” – it"),
        ("cameras mistake peo", ""),
        ("ameras mistake people", ""),
        ("it isn’t fair.", "it isn't fair."),
    ],
)
def test_words_are_found_as_they_were_said_and_never_cut(words: str, said: str) -> None:
    assert words_as_said(SAID, words) == said


def test_what_is_quoted_within_a_quotation_keeps_it_one() -> None:
    quotation = as_quotation("nobody said “sorry” – it isn't fair")
    assert quotation == "“nobody said ‘sorry’ – it isn't fair”"
    assert quotations_in(f"She wrote {quotation}.") == ["nobody said ‘sorry’ – it isn't fair"]
