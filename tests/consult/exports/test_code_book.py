"""The code book tells columns and codes."""

from consult.contract.plugin import Column
from consult.exports.code_book import code_book


def test_a_column_is_told_with_its_codes() -> None:
    position = Column(
        name="position", label="How do you feel?", kind="code", values={"support": "Support"}, numbers={"support": 1}
    )
    assert list(code_book([position])) == [
        ("position", "How do you feel?", "code", "", "", None),
        ("position", "", "", "support", "Support", 1),
    ]
