"""What a block may say: each sort what it needs, and nothing else."""

from typing import Any

import pytest

from plugins.survey.document import FaultyDefinition, read_definition
from tests.plugins.survey.conftest import item, page, survey, text
from tests.plugins.survey.test_content import BLOCKS
from tests.plugins.survey.test_json_schema import VALIDATOR


def asking(*blocks: dict[str, Any]) -> dict[str, Any]:
    """Return a survey with these blocks on its first page."""
    return survey(page("p1", item("a"), blocks=list(blocks)))


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"id": "b1", "block": "inset"}, "needs this"),
    ({"id": "b1", "block": "inset", "text": text(" ")}, "needs this"),
    ({"id": "b1", "block": "banner", "text": text("A")}, "Use “inset”"),
    ({**BLOCKS[0], "title": text("A")}, "cannot have this"),
    ({**BLOCKS[0], "url": "https://video.example/"}, "cannot have this"),
    ({**BLOCKS[1], "title": {}}, "needs this"),
    ({**BLOCKS[2], "alt": {}}, "needs this"),
    ({**BLOCKS[2], "sha256": None}, "needs this"),
    ({**BLOCKS[2], "sha256": "A" * 64}, "SHA-256"),
    ({**BLOCKS[3], "text": {}}, "needs this"),
    ({**BLOCKS[3], "url": "http://video.example/1"}, "The address must be like"),
    ({**BLOCKS[3], "url": "javascript:alert(1)"}, "The address must be like"),
    ({**BLOCKS[3], "url": "https://video.example/" + "a" * 401}, "The address must be like"),
    ({**BLOCKS[3], "url": 'https://video.example/"onclick="x y'}, "The address must be like"),
]


@pytest.mark.parametrize(("block", "why"), WRONG)
def test_another_block_is_refused_by_us_and_by_the_schema(block: dict[str, Any], why: str) -> None:
    with pytest.raises(FaultyDefinition, match=why):
        read_definition(asking(block))
    assert not VALIDATOR.is_valid(asking(block))


def test_each_sort_is_taken_by_both() -> None:
    read_definition(asking(*BLOCKS))
    assert VALIDATOR.is_valid(asking(*BLOCKS))


def test_a_page_has_at_most_ten_and_no_id_twice() -> None:
    many = [{**BLOCKS[0], "id": f"b{number}"} for number in range(11)]
    with pytest.raises(FaultyDefinition, match="10 at most"):
        read_definition(asking(*many))
    with pytest.raises(FaultyDefinition, match="blocks have the same id"):
        read_definition(asking(BLOCKS[0], BLOCKS[0]))
