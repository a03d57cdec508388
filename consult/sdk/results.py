"""Results for officers: the exact summary of an activity and its charts, for a plugin's own pages."""

from consult.exports.showing import Chart, exact_chart
from consult.exports.summary import NO_ANSWER, QuestionSummary, Summary, comments, summarise

__all__ = ["NO_ANSWER", "Chart", "QuestionSummary", "Summary", "comments", "exact_chart", "summarise"]
