"""What a file brought is one sentence, which says of a dry run that nothing was taken."""

from consult.contract.file_imports import LineReport
from consult.file_imports.wording import in_words

REPORT = LineReport(added=1_200, changed=1, unchanged=3)


def test_the_sentence_has_each_figure() -> None:
    said = in_words(REPORT)
    assert said.startswith("Imported.")
    assert [figure in said for figure in ("new: 1,200.", "changed something: 1.", "already: 3.")] == [True] * 3


def test_a_dry_run_says_that_nothing_was_imported() -> None:
    assert in_words(REPORT, is_dry_run=True).startswith("Nothing was imported yet. Lines that are new: 1,200.")
