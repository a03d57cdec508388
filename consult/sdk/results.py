"""Results for officers: the exact summary of an activity and its charts, for a plugin's own pages."""

from consult.exports.question_summary import Base, QuestionSummary
from consult.exports.showing import Chart, base_sentence, question_chart, taking_part_charts
from consult.exports.summary import NO_ANSWER, Summary, comments, summarise

__all__ = [
    "NO_ANSWER",
    "Base",
    "Chart",
    "QuestionSummary",
    "Summary",
    "base_sentence",
    "comments",
    "question_chart",
    "summarise",
    "taking_part_charts",
]
