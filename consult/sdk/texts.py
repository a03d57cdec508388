"""Words, numbers and days, as people type and read them."""

from consult.contract.quotations import require_verbatim
from consult.desk.likeness import are_alike, sketch_of
from consult.kernel.formats import local_datetime, say_date, say_month, say_time
from consult.kernel.numbers import plain_number, read_number
from consult.kernel.text import clean_line, clean_text, code_from, folded, words_of_markdown
from consult.kernel.worddiff import Effort, word_diff
from consult.kernel.words import read_query
from consult.kernel.written_days import read_written_day, read_written_month
from consult.web.typed_dates import read_time

__all__ = [
    "Effort",
    "are_alike",
    "clean_line",
    "clean_text",
    "code_from",
    "folded",
    "local_datetime",
    "plain_number",
    "read_number",
    "read_query",
    "read_time",
    "read_written_day",
    "read_written_month",
    "require_verbatim",
    "say_date",
    "say_month",
    "say_time",
    "sketch_of",
    "word_diff",
    "words_of_markdown",
]
