"""What each kind of question makes of an answer."""

from consult.contract.question_kinds import AnswerColumn
from consult.submissions.kinds import CORE_KINDS


def test_a_column_takes_missing_values_unless_it_says_otherwise() -> None:
    assert AnswerColumn(name="x", label="X").takes_missing


def test_no_two_kinds_of_the_core_have_one_name() -> None:
    names = [kind.name for kind in CORE_KINDS]
    assert len(names) == len(set(names))
