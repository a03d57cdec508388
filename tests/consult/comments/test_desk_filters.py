"""Responses are found on the desk by what was decided about publishing them."""

import pytest

from consult.comments.desk_filters import DESK_FILTERS
from consult.comments.services import hold
from consult.desk.queries import Filters, listed
from consult.submissions.consent import NAMED, REFUSED
from tests.consult.comments.conftest import Voices
from tests.factories import make_activity


@pytest.mark.parametrize(
    ("value", "found"), [("undecided", [1]), ("published", [2]), ("held", [3]), ("nonsense", []), ("", [1, 2, 3, 4, 5])]
)
def test_a_filter_finds_what_stands_so(voices: Voices, value: str, found: list[int]) -> None:
    sent = [voices.send(number, NAMED) for number in (1, 2, 3)]
    sent += [voices.send(4, REFUSED), voices.send(5, "")]
    voices.publish(sent[1])
    hold(voices.session, voices.officer, voices.activity, [sent[2].id], "other", "So.")
    filters = Filters(declared=(("publication", value),) if value else ())
    rows = voices.session.scalars(listed(voices.session, voices.activity.id, filters)).all()
    assert sorted(sent.index(row) + 1 for row in rows) == found


def test_it_is_offered_where_consent_was_asked(voices: Voices) -> None:
    (offered,) = DESK_FILTERS
    assert set(offered.choices(voices.session, voices.activity.id)) == {"undecided", "published", "held"}
    without = make_activity(voices.session, voices.consultation)
    assert offered.choices(voices.session, without.id) == {}
