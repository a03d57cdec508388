"""The public reads what is public now, and a placeholder for the rest."""

from datetime import timedelta

from consult.kernel import clock
from consult.steps.services import Withheld
from plugins.authorisation import cases, presentation
from plugins.authorisation.lifecycle import State
from tests.plugins.authorisation.conftest import Desk


def test_a_state_that_is_withheld_is_not_the_state_that_the_public_reads(desk: Desk) -> None:
    case, until = desk.brought_to(State.REVIEW), clock.now() + timedelta(days=1)
    desk.move(case, State.AUTHORISED, desk.superintendent, withheld=Withheld(until=until, exemption="s31"))
    assert presentation.public_state(desk.session, case) is State.REVIEW
    assert next(made.row.state for made in presentation.shown_minutes(desk.session, case)) is State.REVIEW
    with clock.set_clock(until):
        assert presentation.public_state(desk.session, case) is State.AUTHORISED
        assert next(made.row.state for made in presentation.shown_minutes(desk.session, case)) is State.AUTHORISED


def test_the_intelligence_case_is_left_out_for_the_public(desk: Desk) -> None:
    case = desk.opened()
    public = [title for title, _text in presentation.shown_sections(desk.session, case, with_restricted=False)]
    whole = [title for title, _text in presentation.shown_sections(desk.session, case, with_restricted=True)]
    assert whole == ["Intelligence case", *public]


def test_what_is_withheld_is_named_with_its_end(desk: Desk) -> None:
    until = clock.now() + timedelta(days=1)
    case = cases.open_case(desk.session, desk.applicant, "Hidden", withheld=Withheld(until=until, exemption="s31"))
    words = presentation.withheld_words(case)
    assert words.startswith("Withheld under section 31 of the Freedom of Information Act: law enforcement until ")
    assert presentation.heading_of(desk.session, case) == case.number
    assert dict(presentation.plan_rows(case))["Operation"] == "Hidden"
