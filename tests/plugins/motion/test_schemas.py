"""Standing orders as they are stored: read back as they were set, complete where the council said nothing."""

from dataclasses import asdict, fields
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from consult.kernel.authz import Role
from plugins.motion.lifecycle import PUBLIC_FROM
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.rules import StandingOrders
from plugins.motion.schemas import StandingOrdersSchema
from plugins.motion.services.council import change_standing_orders
from tests.factories import make_actor, make_person
from tests.support.web import FormClient

possible = st.builds(
    StandingOrders,
    notice_days=st.integers(0, 60),
    cut_off_hour=st.integers(1, 24),
    word_limit=st.integers(50, 10_000),
    motions_per_group=st.integers(0, 100),
    has_casting_vote=st.booleans(),
    quorum_parts=st.integers(1, 10),
    most_drafters=st.integers(0, 100),
    public_from=st.sampled_from(sorted(PUBLIC_FROM)),
    is_altered_before=st.booleans(),
    repeat_months=st.integers(0, 24),
    repeat_signatures=st.integers(1, 200),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(orders=possible)
def test_orders_are_read_back_from_the_database_as_they_were_set(session: Session, orders: StandingOrders) -> None:
    change_standing_orders(session, make_actor(session, Role.OFFICER), orders, orders_version(session))
    session.expire_all()
    assert standing_orders(session) == orders


@given(orders=possible, said=st.sets(st.sampled_from([field.name for field in fields(StandingOrders)])))
def test_what_the_council_did_not_say_is_as_usual(orders: StandingOrders, said: set[str]) -> None:
    stored = {name: value for name, value in asdict(orders).items() if name in said}
    usual = StandingOrders(
        notice_days=7,
        cut_off_hour=17,
        word_limit=500,
        motions_per_group=0,
        has_casting_vote=True,
        quorum_parts=4,
        most_drafters=10,
        public_from="valid",
        is_altered_before=True,
        repeat_months=6,
        repeat_signatures=10,
    )
    loaded: Any = StandingOrdersSchema().load(stored)
    assert asdict(loaded) == {**asdict(usual), **stored}


OUT_OF_RANGE = [
    ("notice_days", -1),
    ("notice_days", 61),
    ("notice_days", "soon"),
    ("cut_off_hour", 0),
    ("quorum_parts", 0),
    ("quorum_parts", 11),
    ("cut_off_hour", 25),
    ("motions_per_group", 101),
    ("word_limit", 49),
    ("word_limit", 10_001),
    ("most_drafters", -1),
    ("most_drafters", 101),
    ("repeat_months", -1),
    ("repeat_months", 25),
    ("repeat_signatures", 0),
    ("repeat_signatures", 201),
]


@pytest.mark.parametrize(("name", "value"), [*OUT_OF_RANGE, ("has_casting_vote", "perhaps"), ("majority", 10)])
def test_orders_that_make_no_sense_are_refused(name: str, value: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        StandingOrdersSchema().load({name: value})
    assert list(refused.value.messages_dict) == [name]


@pytest.mark.parametrize(("name", "value"), OUT_OF_RANGE)
def test_the_officers_form_refuses_the_same_and_keeps_what_was_typed(
    client: FormClient, session: Session, sign_in: Any, name: str, value: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    before = standing_orders(session)
    typed = {"notice_days": "9", "cut_off_hour": "12", "word_limit": "321", "motions_per_group": "2"}
    typed |= {"most_drafters": "8", "quorum_parts": "3", name: str(value)}
    refused = client.post_form("/staff/motions/standing-orders", typed)
    assert refused.status_code == 422
    assert f'value="{value}"' in refused.text
    assert standing_orders(session) == before
