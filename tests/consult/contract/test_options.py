"""An answer that is offered says to whom, and what its picture shows."""

from consult.contract.options import Option


def test_an_option_says_to_whom_it_is_offered_and_what_its_picture_shows() -> None:
    plain = Option(code="bench", label="A bench")
    assert plain.in_full == plain.on_paper == "A bench"
    pictured = Option(code="bench", label="A bench", asked_if="“Parks?” is “Yes”", alt="A bench under a tree")
    assert pictured.in_full == "A bench (only if “Parks?” is “Yes”)"
    assert pictured.on_paper == "A bench (only if “Parks?” is “Yes”) (picture: A bench under a tree)"
