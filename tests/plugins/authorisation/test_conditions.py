"""Conditions are asked for under permanent codes, and every finding on them stays, whoever writes and in what order."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from plugins.authorisation import conditions
from plugins.authorisation.condition_models import Status
from tests.factories import make_actor
from tests.plugins.authorisation.conftest import make_condition, make_list, note

WORDS = st.sampled_from(["First.", "Second.", "Third."])


def test_lists_and_conditions_have_permanent_codes(session: Session) -> None:
    first, second = make_list(session), make_list(session, ward="Stratford")
    assert [first.number, second.number] == ["S-2023-001", "S-2023-002"]
    assert [make_condition(session, second).code for _again in range(2)] == ["S-2023-002.1", "S-2023-002.2"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": " "}, "title"),
        ({"asked_by": ""}, "asked_by"),
        ({"source": ""}, "source"),
        ({"asked_on": date(2999, 1, 1)}, "asked_on"),
    ],
)
def test_what_is_missing_of_a_list_is_named(session: Session, more: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        make_list(session, **more)
    assert list(refused.value.fields) == [field]


def test_a_condition_needs_words_and_a_topic(session: Session) -> None:
    found, officer = make_list(session), make_actor(session, Role.OFFICER)
    with pytest.raises(Invalid) as refused:
        conditions.add_condition(session, officer, found, topic="nothing", text=" ", seen=0)
    assert set(refused.value.fields) == {"text", "topic"}
    assert found.conditions == []


def test_of_two_officers_the_second_reads_both_texts(session: Session) -> None:
    found = make_list(session)
    condition = make_condition(session, found, "First.")
    with pytest.raises(ChangedMeanwhile) as added:
        conditions.add_condition(
            session, make_actor(session, Role.OFFICER), found, topic="signs", text="Other.", seen=0
        )
    assert [(both.saved, both.sent) for both in added.value.compared] == [("First.", "Other.")]
    note(session, condition, Status.MET, reason="Published.")
    with pytest.raises(ChangedMeanwhile) as noted:
        note(session, condition, Status.REFUSED, reason="They said no.", seen=0)
    assert [(both.saved, both.sent) for both in noted.value.compared][:2] == [
        ("Met", "Refused"),
        ("Published.", "They said no."),
    ]
    assert [finding.status for finding in condition.findings] == [Status.MET]


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2999, 1, 1)])
def test_a_finding_is_of_a_day_between_the_request_and_today(session: Session, day: date) -> None:
    condition = make_condition(session, make_list(session))
    with pytest.raises(Invalid) as refused:
        note(session, condition, Status.MET, found_on=day)
    assert list(refused.value.fields) == ["found_on"]


def test_a_finding_needs_a_reason(session: Session) -> None:
    condition = make_condition(session, make_list(session))
    with pytest.raises(Invalid):
        note(session, condition, Status.MET, reason=" ")
    assert condition.findings == []


def test_nothing_is_added_to_what_is_asked_for_no_longer(session: Session) -> None:
    found, officer = make_list(session), make_actor(session, Role.OFFICER)
    condition = make_condition(session, found)
    with pytest.raises(Invalid):
        conditions.withdraw_list(session, officer, found, " ")
    conditions.withdraw_list(session, officer, found, "The council asked for something else.")
    for act in (
        lambda: make_condition(session, found),
        lambda: note(session, condition, Status.MET),
        lambda: conditions.withdraw_list(session, officer, found, "Again."),
    ):
        with pytest.raises(Conflict):
            act()
    assert len(found.conditions) == 1


def test_each_act_stands_in_the_audit_log(session: Session) -> None:
    found = make_list(session)
    note(session, make_condition(session, found), Status.PARTLY)
    conditions.withdraw_list(session, make_actor(session, Role.OFFICER), found, "Over.")
    kinds = session.scalars(select(AuditEntry.name).where(AuditEntry.name.like("authorisation.condition%"))).all()
    assert sorted(kinds) == [
        "authorisation.condition_added",
        "authorisation.condition_found",
        "authorisation.conditions_asked",
        "authorisation.conditions_withdrawn",
    ]


class Officers(RuleBasedStateMachine):
    """Officers who add, note, note over each other and withdraw, and a copy of all that was kept so far."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.session = self.database.sessions()
        self.found = make_list(self.session)
        self.kept: dict[int, list[tuple[int, Status, str]]] = {}
        self.is_withdrawn = False

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    @rule(text=WORDS)
    def add(self, text: str) -> None:
        try:
            self.kept[make_condition(self.session, self.found, text).id] = []
        except Conflict:
            assert self.is_withdrawn

    @rule(which=st.integers(0, 5), status=st.sampled_from(Status), reason=WORDS, is_late=st.booleans())
    def note(self, which: int, status: Status, reason: str, is_late: bool) -> None:
        if not self.kept:
            return
        condition = self.found.conditions[which % len(self.kept)]
        history = self.kept[condition.id]
        try:
            made = note(self.session, condition, status, reason=reason, seen=len(history) - 1 if is_late else None)
        except ChangedMeanwhile:
            assert is_late
        except Conflict:
            assert self.is_withdrawn
        else:
            history.append((made.number, status, made.reason))

    @rule(reason=WORDS)
    def withdraw(self, reason: str) -> None:
        try:
            conditions.withdraw_list(self.session, make_actor(self.session, Role.OFFICER), self.found, reason)
        except Conflict:
            assert self.is_withdrawn
        self.is_withdrawn = True

    @invariant()
    def nothing_is_lost(self) -> None:
        self.session.expire_all()
        there = {
            condition.id: [(each.number, each.status, each.reason) for each in condition.findings]
            for condition in self.found.conditions
        }
        assert there == self.kept
        assert [condition.number for condition in self.found.conditions] == list(range(1, len(there) + 1))
        for history in there.values():
            assert [number for number, *_more in history] == list(range(1, len(history) + 1))


def test_whatever_officers_do_no_finding_is_lost_or_changed(live_database: Database) -> None:
    machine = type("Officers", (Officers,), {"database": live_database})
    run_state_machine_as_test(machine, settings=settings(max_examples=10, stateful_step_count=15, deadline=None))


def test_the_database_keeps_every_finding(session: Session) -> None:
    finding = note(session, make_condition(session, make_list(session)), Status.MET)
    finding.status = Status.REFUSED
    with pytest.raises(Exception, match="permanent record"), session.begin_nested():
        session.flush()


def test_a_day_is_read_in_london(session: Session) -> None:
    tomorrow = clock.london(clock.now()).date() + timedelta(days=1)
    with pytest.raises(Invalid):
        make_list(session, asked_on=tomorrow)
