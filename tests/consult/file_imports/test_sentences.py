"""What a file brought is one sentence, which says of a dry run that nothing was taken."""

from consult.contract.file_imports import LineOutcome, LineReport, Outcome
from consult.file_imports.sentences import SHOWN, in_words, line_in_words, shown_lines

TOLD = {Outcome.NEW: 1_200, Outcome.CHANGED: 1, Outcome.SAME: 3}
REPORT = LineReport(
    tuple(LineOutcome(f"Line {n + 2}", outcome) for outcome, count in TOLD.items() for n in range(count))
)


def test_the_sentence_has_each_figure() -> None:
    said = in_words(REPORT)
    assert said.startswith("Imported.")
    assert [figure in said for figure in ("new: 1,200.", "changed something: 1.", "already: 3.")] == [True] * 3


def test_a_dry_run_says_that_nothing_was_imported() -> None:
    assert in_words(REPORT, is_dry_run=True).startswith("Nothing was imported yet. Lines that are new: 1,200.")


def test_of_too_many_lines_those_with_something_to_look_at_are_shown() -> None:
    warned = LineOutcome("Line 9999", Outcome.SAME, ("More arrests than faces",))
    shown = shown_lines(LineReport((*REPORT.lines, warned)))
    assert (len(shown), shown[0]) == (SHOWN, warned)
    assert [told.outcome for told in shown_lines(LineReport(REPORT.lines[-4:]))] == [
        Outcome.CHANGED,
        *[Outcome.SAME] * 3,
    ]


def test_a_line_is_told_with_what_to_look_at() -> None:
    assert line_in_words(LineOutcome("Line 4", Outcome.CHANGED, ("A", "B."))) == "Line 4: Changed. A. B."
