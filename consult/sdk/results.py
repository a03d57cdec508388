"""Results for officers: the exact summary of an activity, for a plugin's own pages."""

from consult.exports.summary import NO_ANSWER, QuestionSummary, Summary, comments, summarise

__all__ = ["NO_ANSWER", "QuestionSummary", "Summary", "comments", "summarise"]
