"""The public pages show every row, what it said in each version, and what all of them came to."""

import pytest
from sqlalchemy.orm import Session

from tests.plugins.register.test_queries import keep_back
from tests.support.web import FormClient

LIST = "/register/deployments"


def test_the_list_counts_every_row_and_shows_a_page(filled: Session, client: FormClient) -> None:
    page = client.get(LIST).text
    assert "The register has 212 deployments" in page
    assert page.count("/register/deployments/D-2024-") == 25
    assert "page=2" in page
    assert "page=10" not in client.get(f"{LIST}?page=9").text


def test_the_list_is_searched_and_sorted(filled: Session, client: FormClient) -> None:
    page = client.get(f"{LIST}?q=oxford+circus&sort=oldest").text
    assert page.index("D-2020-002") < page.index("D-2022-001")
    assert "No deployments match" in client.get(f"{LIST}?q=nowhere").text
    assert client.get(f"{LIST}?since-day=40&since-month=1&since-year=2024&page=x").status_code == 422


def test_a_row_shows_its_figures_and_how_to_cite_it(filled: Session, client: FormClient) -> None:
    page = client.get(f"{LIST}/D-2022-002").text
    assert "How to cite this" in page
    assert "/register/deployments/D-2022-002/versions/1" in page
    assert "Not published" in page
    assert client.get(f"{LIST}/D-2022-002/versions/1").status_code == 200
    for missing in ("D-2022-099", "D-2022-002/versions/2", "D-2022-002/versions/x"):
        assert client.get(f"{LIST}/{missing}").status_code == 404


def test_a_withheld_row_says_so_and_nothing_else(filled: Session, client: FormClient) -> None:
    row = keep_back(filled)
    pages = [
        client.get(address).text
        for address in (LIST, f"{LIST}/{row.number}", "/registers/register.deployments/data.csv")
    ]
    assert "withheld under FOIA s31 until 1 January 2027" in " ".join(pages)
    assert row.number in pages[2]
    assert all("Beckton" not in page for page in pages)
    assert client.get(f"{LIST}/{row.number}/versions/1").status_code == 404
    assert f"{row.number},version" not in client.get("/registers/register.versions/data.csv").text


@pytest.mark.parametrize("by", ["", "?by=quarter"])
def test_trends_show_intervals_and_what_cannot_be_compared(filled: Session, client: FormClient, by: str) -> None:
    page = client.get(f"/register/trends{by}").text
    assert page.count('<svg role="img"') == 3
    assert "What cannot be compared" in page
    assert ("5.54 (2.81 to 10.9)" in page) is (by == "")


def test_the_view_of_the_debate_is_at_its_address(filled: Session, client: FormClient) -> None:
    page = client.get("/register/views/january-to-july-2022").text
    assert "144,366" in page
    assert page.count("/register/deployments/D-2022-") == 6
    assert client.get("/register/views/none").status_code == 404
