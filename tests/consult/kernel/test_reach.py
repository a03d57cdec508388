"""What a program may do has a name for people."""

from consult.kernel.reach import Reach


def test_everything_a_program_may_do_is_said_in_words() -> None:
    assert len({str(reach.label) for reach in Reach}) == len(Reach)
