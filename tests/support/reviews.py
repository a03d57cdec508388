"""300 reviews that nobody wrote for a test, and what each is about (`tests/reviews/README.md`)."""

from pathlib import Path

_FILE = Path(__file__).parent.parent / "reviews" / "reviews.tsv"
PLAYER, CAMERA, PHONE, MUSIC = 1, 2, 3, 4
_LAST = {PLAYER: 98, CAMERA: 175, PHONE: 215, MUSIC: 309}


def reviews() -> dict[int, str]:
    """Return what each review says, by its number."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return {int(number): text for number, _tab, text in (line.partition("\t") for line in lines)}


def is_about(number: int) -> int:
    """Return what a review is about."""
    return next(product for product, last in _LAST.items() if number <= last)
