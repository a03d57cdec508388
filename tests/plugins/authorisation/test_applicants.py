"""Whoever opened a case, wrote any of what is asked or submitted it asks for it, whatever they become later."""

from plugins.authorisation.applicants import applicants_of, applied_for
from plugins.authorisation.cases import write_section
from plugins.authorisation.lifecycle import State
from plugins.authorisation.sections import APPLICATION, NOTICE
from tests.plugins.authorisation.conftest import Desk


def test_each_way_of_asking_is_known_of_one_case_and_of_many(desk: Desk) -> None:
    opened, submitted, written = desk.opened(), desk.brought_to(State.ASSESSED), desk.opened()
    write_section(desk.session, desk.superintendent, opened, NOTICE, "Signs.", 0)
    write_section(desk.session, desk.superintendent, written, APPLICATION[0], "Written by me.", 1)
    desk.move(submitted, State.SUBMITTED, desk.superintendent)
    other = desk.superintendent_person.id
    assert [other in applicants_of(desk.session, case) for case in (opened, submitted, written)] == [False, True, True]
    assert applied_for(desk.session, other, [opened, submitted, written]) == {submitted.id, written.id}
    own = applied_for(desk.session, desk.applicant_person.id, [opened, submitted, written])
    assert own == {opened.id, submitted.id, written.id}
