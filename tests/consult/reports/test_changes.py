"""What changed from one version to the next is shown section by section."""

from consult.publishing.blocks import Heading, Paragraph, PublishedDocument, Table
from consult.reports.changes import changes_between


def document(*blocks: Heading | Paragraph | Table) -> PublishedDocument:
    """Return a document of these blocks."""
    return PublishedDocument("Report", "Council", blocks)


def test_only_lines_that_are_gone_or_new_are_told() -> None:
    table = Table("Agree?", ("Answer", "People"), (("Yes", "60"), ("No", "40")))
    before = document(Heading(2, "Method"), Paragraph("As before."), Heading(2, "Results"), table)
    other = Table("Agree?", ("Answer", "People"), (("Yes", "65"), ("No", "40")))
    after = document(Heading(2, "Method"), Paragraph("As before."), Heading(2, "Results"), other, Heading(2, "Answers"))
    found = changes_between(before, after)
    assert [(one.title, one.gone, one.new) for one in found] == [
        ("Results", ["Agree?: Yes, 60"], ["Agree?: Yes, 65"]),
        ("Answers", [], ["Answers"]),
    ]
    assert changes_between(after, after) == []
