"""Numbers as people type them, read in one way on every page and in every file."""

import re
import unicodedata
from decimal import Decimal

from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

MAX_DIGITS = 15
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[, ])\d{3}(?:(?P=mark)\d{3})*(?:\.\d*)?", re.ASCII)
_PLAIN = re.compile(r"\d+\.?\d*|\.\d+", re.ASCII)
_SIGN = re.compile(r"(?P<sign>[+-]?) ?£? ?(?P<sign_after>[+-]?)(?P<digits>[^%]*?) ?%?", re.ASCII)
# Arabic separators, and the minus sign that word processors write.
_SAME = str.maketrans({"\u066b": ".", "\u066c": ",", "\u2212": "-", "\u2019": "'", "\u3002": "."})


def read_number(typed: str, *, is_whole: bool = False, said: str = _l("Your answer")) -> Decimal | None:
    """Return the number that was typed, `None` for nothing; raises `ValueError` with the sentence for anything else.

    Digits of every script are digits; commas or spaces may stand between thousands; £ and % are left away.
    """
    text = " ".join(_in_plain_digits(typed, said).split())
    if not text:
        return None
    kind = _("a whole number, like 15") if is_whole else _("a number, like 15 or 2.5")
    found = _SIGN.fullmatch(text)
    digits = found["digits"] if found else ""
    signs = found["sign"] + found["sign_after"] if found else ""
    if len(signs) > 1 or not (_PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits)):
        if re.fullmatch(r"[\d., ]*\d[\d., ]*", digits, re.ASCII) and re.search("[, ]", digits):
            raise ValueError(
                f"{said} must have commas only between thousands, like 1,000. Write decimals with a full stop, like 2.5"
            )
        raise ValueError(f"{said} must be {kind}")
    written = digits.replace(",", "").replace(" ", "")
    if any(len(part) > MAX_DIGITS for part in written.lstrip("0").split(".")):
        raise ValueError(f"{said} must have at most {MAX_DIGITS} digits")
    number = Decimal(signs + written)
    if is_whole and number != int(number):
        raise ValueError(f"{said} must be {kind}")
    return number + 0


def _in_plain_digits(typed: str, said: str) -> str:
    if any(sign.isnumeric() and not sign.isdecimal() for sign in typed):
        raise ValueError(f"{said} must be a number in figures, like 0.5 for a half")
    folded = unicodedata.normalize("NFKC", typed).translate(_SAME)
    kept = (sign for sign in folded if unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in kept)


def plain_number(number: Decimal | float) -> int | float:
    """Return a number as it is kept: whole where it is whole."""
    return int(number) if number == int(number) else float(number)


def typed(code: str) -> str | int:
    """Return a code as a file holds it: a missing value like -9 is a number, so that nothing is put before it."""
    return int(code) if code.startswith("-") and code[1:].isdecimal() else code


def per_cent(count: int, base: int) -> float | None:
    """Return what share of `base` people `count` people are, in per cent at one decimal, halves up; None of nobody."""
    return (2000 * count + base) // (2 * base) / 10 if base else None
