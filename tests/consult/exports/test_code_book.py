"""The code book tells columns, codes, and why the public file hides some."""

from consult.contract.plugin import Column
from consult.exports.code_book import code_book


def test_a_column_is_told_with_its_codes_and_why_it_is_suppressed() -> None:
    position = Column(name="position", label="How do you feel?", kind="code", values={"support": "Support"})
    assert list(code_book([position], {"position": "Suppressed in every row, because"})) == [
        ("position", "How do you feel?", "code", "", ""),
        ("position", "", "", "suppressed", "Suppressed in every row, because (in the public file of responses)"),
        ("position", "", "", "support", "Support"),
    ]
    assert len(list(code_book([position], {}))) == 2
