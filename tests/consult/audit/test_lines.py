"""Entries are told in sentences, with names for numbers, whatever became of their event."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.accounts.events import RoleGranted, SignInFailed
from consult.audit.lines import kind_label, lines_of, sentence_of
from consult.audit.models import AuditEntry
from consult.audit.services import record
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.events import Event
from tests.factories import actor_for, make_person
from tests.support.plugins import registry_for_tests


@dataclass(frozen=True, kw_only=True)
class Told(Event):
    """An event with every sort of fact."""

    name = "tests.told"
    sentence = "{actor} told {thing_id} of {fields} because {reason} ({code}, {count}, {nothing})"

    thing_id: int
    fields: list[str]
    reason: str
    code: str
    count: int
    nothing: str | None = None


def entry(name: str, facts: dict[str, Any], actor: str = "Ada") -> AuditEntry:
    return AuditEntry(id=1, at=clock.now(), name=name, actor_name=actor, consultation_id=None, facts=facts)


def test_people_are_named_and_codes_are_words(session: Session) -> None:
    ada, otto = make_person(session, Role.ADMINISTRATOR, name="Ada"), make_person(session, name="Otto")
    record(session, RoleGranted(person_id=otto.id, role="authorising_officer"), by=actor_for(session, ada))
    (line,) = lines_of(session, session.query(AuditEntry).all())
    assert line.sentence == "Ada gave Otto the role of authorising officer"
    assert not line.is_to_the_hour


def test_what_is_anonymous_has_no_actor_and_only_the_hour(session: Session) -> None:
    record(session, SignInFailed(), by=ANONYMOUS)
    (line,) = lines_of(session, session.query(AuditEntry).all())
    assert line.is_to_the_hour
    assert (line.at.minute, line.at.second) == (0, 0)


def test_every_sort_of_fact_is_told() -> None:
    facts = Told(thing_id=7, fields=["title", "dates"], reason="so_it was", code="not_so", count=3).facts()
    told = sentence_of(entry("tests.told", facts), {}, Told)
    assert told == "Ada told thing 7 of title, dates because so_it was (not so, 3, )"


@dataclass(frozen=True, kw_only=True)
class Named(Event):
    """An event whose sentence has the nouns of its facts."""

    name = "tests.named"
    sentence = "{actor} moved thing {thing_id} and group {organisation_id} to {submission_id}"

    thing_id: int
    organisation_id: int
    submission_id: int


def test_a_sentence_names_each_object_once() -> None:
    facts = Named(thing_id=7, organisation_id=4, submission_id=2).facts()
    assert sentence_of(entry("tests.named", facts), {}, Named) == "Ada moved thing 7 and group 4 to response 2"
    names = {"thing_id": {7: "thing M1"}, "organisation_id": {4: "Voices"}}
    assert sentence_of(entry("tests.named", facts), names, Named) == "Ada moved thing M1 and group Voices to response 2"


@pytest.mark.parametrize("event", registry_for_tests().events.values(), ids=lambda event: event.name)
def test_no_sentence_says_one_noun_twice_when_nobody_names_the_number(event: type[Event]) -> None:
    facts = {fact: 4 for fact in event.schema() if fact.endswith("_id")}
    others = {fact: fact.upper() for fact in event.schema() if not fact.endswith("_id")}
    told = sentence_of(entry(event.name, {**facts, **others}), {}, event)
    assert not re.search(r"\b([a-z]+) \1 ", told)


@pytest.mark.parametrize("facts", [{}, {"thing_id": 7}])
def test_an_entry_of_another_version_is_told_by_its_name(facts: dict[str, Any]) -> None:
    assert sentence_of(entry("tests.told", facts), {}, Told) == "Ada: Tests: told"


def test_an_entry_of_a_plugin_that_is_gone_is_told_by_its_name() -> None:
    assert sentence_of(entry("opinion.vote_cast", {"x": 1}, actor=""), {}, None) == "Somebody: Opinion: vote cast"


@given(
    name=st.text(max_size=30),
    facts=st.dictionaries(
        st.text(max_size=10), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text(), max_size=3)
    ),
)
def test_no_entry_can_break_the_page(name: str, facts: dict[str, Any]) -> None:
    for event in (None, Told):
        assert sentence_of(entry(name, facts), {"thing_id": {1: "{actor}"}}, event)
    assert isinstance(kind_label(name), str)
