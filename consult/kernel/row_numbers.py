"""Numbers of rows as they are typed, sent or kept as text: those that a row can have, and no others."""

LARGEST = 2**31 - 1


def row_number(sent: str | None) -> int:
    """Return the number that was sent; 0, which no row and no version has, when there is none or none that can be."""
    number = int(sent) if sent and sent.isascii() and sent.isdecimal() and len(sent) <= 10 else 0
    return number if number <= LARGEST else 0
