"""Rows in words: nothing is not zero, and each version is cited by its address."""

from sqlalchemy.orm import Session

from plugins.register.models import Version
from plugins.register.presentation import VIEWS, citation, differences, figure_rows
from plugins.register.queries import count_of, deployments, find_deployment


def test_what_is_not_there_says_why(filled: Session) -> None:
    rows = dict(figure_rows({"arrests": 0, "faces_seen_estimate": 12_120}, {"watchlist_size": "N/A", "ward": "-"}))
    assert (rows["Arrests"], rows["Faces seen (estimate)"]) == ("0", "12,120")
    assert (rows["Watchlist size"], rows["Ward"]) == ("Not applicable", "Not published")


def test_a_share_is_written_as_it_was_published() -> None:
    assert dict(figure_rows({"threshold": 0.6}, {"threshold": "0.60"}))["Threshold"] == "0.60"
    assert dict(figure_rows({"threshold": 0.6}, {}))["Threshold"] == "0.6"


def test_a_version_is_cited_by_its_address(filled: Session) -> None:
    row = find_deployment(filled, "D-2022-001")
    said = citation(row, 1, publisher="Council", address="https://council.example/1")
    assert said.startswith("Council, Register of live facial recognition deployments, D-2022-001, ")
    assert said.endswith("version 1. https://council.example/1")


def test_versions_differ_in_what_their_cells_say() -> None:
    before, after = (
        Version(number=1, cells={"arrests": "1"}),
        Version(number=2, cells={"arrests": "1", "ward": "Boleyn"}),
    )
    assert list(differences(after, before)) == [("Ward", "Not published", "Boleyn")]
    assert list(differences(before, None)) == []


def test_the_view_of_the_debate_has_its_six_rows(filled: Session) -> None:
    assert count_of(filled, deployments(filled, VIEWS["january-to-july-2022"].asked)) == 6
