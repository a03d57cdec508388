"""What leaves has no address, number or link, and keeps everything else."""

import pytest

from consult.analysis.themes.masking import masked


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Write to amy.o'neil+x@example.co.uk now", "Write to [email] now"),
        ("I live at E16 1AB, near", "I live at [postcode], near"),
        ("ring 020 7946 0018 or +44 (0)20-7946.0018", "ring [number] or [number]"),
        ("NI number QQ 12 34 56 C.", "NI number [number]."),
        ("see https://example.com/?me=a@b.cd and www.x.example", "see [link] and [link]"),
        ("card 4929 1234 5678 9012", "card [number]"),
        (
            "In 2024 about 144,366 people, £1,200 and 12:30 on 3 May",
            "In 2024 about 144,366 people, £1,200 and 12:30 on 3 May",
        ),
        ("", ""),
        ("নিরাপদ a@b.example", "নিরাপদ [email]"),
    ],
)
def test_addresses_numbers_and_links_are_taken_out(text: str, left: str) -> None:
    assert masked(text) == left


def test_a_long_text_is_masked_at_once() -> None:
    assert masked("a@" * 50_000) == "a@" * 50_000
    assert len(masked("1 " * 50_000)) < 20
