"""What is told of a cleaned file."""

from consult.files.cleaners.findings import SENTENCES, Finding


def test_every_finding_says_what_is_hidden() -> None:
    for code, sentence in SENTENCES.items():
        said = Finding(code, "Names").sentence
        assert said.endswith(".")
        assert ("Names" in said) == ("{detail}" in sentence)
