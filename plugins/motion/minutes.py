"""The words of minutes, which are written in English, in whichever language they are read."""

from consult.sdk.texts import folded
from plugins.motion.records import Choice

HEADINGS = {
    Choice.FOR: ("for", "in favour", "votes for", "voted for"),
    Choice.AGAINST: ("against", "opposed", "votes against", "voted against"),
    Choice.ABSTAIN: ("abstain", "abstained", "abstaining", "abstention", "abstentions"),
    Choice.ABSENT: ("absent", "apologies", "sent apologies", "not present"),
    Choice.INTEREST: (
        "interest",
        "interests",
        "declared interest",
        "declared an interest",
        "declared an interest, did not vote",
    ),
}
"""The words that begin a list of names in minutes, which are written in English."""
KNOWN_HEADINGS = {folded(word): choice for choice, words in HEADINGS.items() for word in words}
