"""What a change of a submission keeps and forgets follows from its reason."""

from consult.submissions.models import Cause


def test_a_new_text_keeps_the_earlier_one_and_what_is_taken_back_keeps_nothing() -> None:
    assert {cause for cause in Cause if cause.keeps_earlier} == {Cause.AUTHOR, Cause.CORRECTION}
    assert {cause for cause in Cause if cause.forgets} == {Cause.WITHDRAWAL, Cause.ERASURE}
