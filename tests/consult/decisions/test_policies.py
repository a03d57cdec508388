"""Advice is read by the desk and by whoever was asked, and given by the latter alone."""

from datetime import date

from consult.decisions.models import Advice, Expertise
from consult.decisions.policies import PERMISSIONS, is_adviser
from consult.kernel.authz import ANONYMOUS, Actor, Role

ASKED = Advice(expertise=Expertise.LAWYER, adviser_id=7, question="May we?", due_on=date(2027, 1, 16))


def test_only_the_person_who_was_asked_advises() -> None:
    lawyer, officer = Actor(person_id=7), Actor(person_id=8, roles=frozenset({Role.OFFICER}))
    councillor = Actor(person_id=9, roles=frozenset({Role.COUNCILLOR}))
    everybody = (lawyer, officer, councillor, ANONYMOUS)
    may_read = [PERMISSIONS["decisions.read_advice"].allows(actor, ASKED) for actor in everybody]
    may_give = [PERMISSIONS["decisions.advise"].allows(actor, ASKED) for actor in everybody]
    assert (may_read, may_give) == ([True, True, False, False], [True, False, False, False])


def test_nobody_is_the_adviser_of_a_question_whose_adviser_is_gone() -> None:
    gone = Advice(expertise=Expertise.LAWYER, adviser_id=None, question="May we?", due_on=date(2027, 1, 16))
    assert not is_adviser.allows(ANONYMOUS, gone)
