"""Questions as values, and what each kind of question makes of an answer."""

from consult.contract.answer_rules import AnswerRule
from consult.contract.blocks import PageBlock
from consult.contract.entries import YES, Entry
from consult.contract.exits import ending_at_exits
from consult.contract.files_asked import is_file_name
from consult.contract.option_pairs import EVEN, WON, pairs_shown, parts_of, ways_of
from consult.contract.options import Option
from consult.contract.parts import Part
from consult.contract.question_kinds import AnswerColumn, Kind
from consult.contract.questions import (
    LONGEST_TEXT,
    MISSING,
    NOT_ANSWERED,
    NOT_ASKED,
    PREFERRED_NOT_TO_SAY,
    Answer,
    Question,
    Questionnaire,
    QuestionPage,
)
from consult.contract.quotas import Quota
from consult.contract.reserved_keys import RESERVED_KEYS
from consult.submissions.kinds import (
    LONG_TEXT,
    check_code,
    check_text,
    code_cell,
    code_column,
    code_from_text,
    count_code,
    example_code,
    example_text,
    not_said,
    one_cell,
    one_column,
    read_code,
    read_text,
    require_option,
    show_code,
)

__all__ = [
    "EVEN",
    "LONGEST_TEXT",
    "LONG_TEXT",
    "MISSING",
    "NOT_ANSWERED",
    "NOT_ASKED",
    "PREFERRED_NOT_TO_SAY",
    "RESERVED_KEYS",
    "WON",
    "YES",
    "Answer",
    "AnswerColumn",
    "AnswerRule",
    "Entry",
    "Kind",
    "Option",
    "PageBlock",
    "Part",
    "Question",
    "QuestionPage",
    "Questionnaire",
    "Quota",
    "check_code",
    "check_text",
    "code_cell",
    "code_column",
    "code_from_text",
    "count_code",
    "ending_at_exits",
    "example_code",
    "example_text",
    "is_file_name",
    "not_said",
    "one_cell",
    "one_column",
    "pairs_shown",
    "parts_of",
    "read_code",
    "read_text",
    "require_option",
    "show_code",
    "ways_of",
]
