"""Where people live: a ward of the council, or the part of a postcode before the space; nothing more is ever kept."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line

# Every postcode area of the United Kingdom, Jersey, Guernsey and Man, with the numbers of its districts.
_DISTRICTS = (
    "AB 10-56 99, AL 1-10, B 1-99, BA 1-22, BB 1-12 18 94, BD 1-24 97-99, BF 1, BH 1-25 31, BL 0-9 11 78, BN 1-52 "
    "88-99, BR 1-8, BS 0-49 80 98-99, BT 1-94, CA 1-28 95 99, CB 1-11 21-25, CF 3-99, CH 1-8 25-49 60-70 88 99, "
    "CM 0-24 77 92 98-99, CO 1-16, CR 0-9 44 90, CT 1-21 50, CV 1-23 31-37 47, CW 1-12 98, DA 1-18, DD 1-11, DE "
    "1-24 45 55-56 65 72-75 99, DG 1-16, DH 1-9 97-99, DL 1-17 98, DN 1-22 31-41 55, DT 1-11, DY 1-14, E 1-20 77 "
    "98, EC 1-4 50 88, EH 1-55 91 95 99, EN 1-11 35 77, EX 1-24 31-39, FK 1-21, FY 0-8, G 1-90, GL 1-20 50-56, GU "
    "1-35 46-47 51-52 95, GY 1-10, HA 0-9, HD 1-9, HG 1-5, HP 1-23 27, HR 1-9, HS 1-9, HU 1-20, HX 1-7, IG 1-11, "
    "IM 1-9 86-87 99, IP 1-33 98, IV 1-28 30-63 99, JE 1-5, KA 1-30, KT 1-24, KW 1-17, KY 1-16 99, L 1-40 67-80, "
    "LA 1-23, LD 1-8, LE 1-21 41 55 65 67 87 94-95, LL 11-78, LN 1-13, LS 1-29 88 98-99, LU 1-7, M 1-50 60-61 90 "
    "99, ME 1-20 99, MK 1-19 40-46 77, ML 1-12, N 1-22 81, NE 1-71 82-99, NG 1-34 70 80 90, NN 1-18 29, NP 4-26 "
    "44, NR 1-35 99, NW 1-11 26, OL 1-16 95, OX 1-49, PA 1-80, PE 1-38 99, PH 1-50, PL 1-35 95, PO 1-41, PR 0-11 "
    "25-26, RG 1-45, RH 1-20 77, RM 1-20 50, S 1-99, SA 1-20 31-73 80 99, SE 1-28, SG 1-19, SK 1-23, SL 0-9 60 "
    "95, SM 1-7, SN 1-16 25-26 38 99, SO 14-53 97, SP 1-11, SR 1-9 43, SS 0-17 22 99, ST 1-21 55, SW 1-20 95 99, "
    "SY 1-25 99, TA 1-24, TD 1-15, TF 1-13, TN 1-40, TQ 1-14, TR 1-27 93, TS 1-29, TW 1-20, UB 1-11 18, W 1-14, "
    "WA 1-16 55 88, WC 1-2, WD 1-7 17-25, WF 1-17 90, WN 1-8, WR 1-15 66 78 99, WS 1-15, WV 1-16 98-99, YO 1-62 "
    "90-95, ZE 1-3"
)
# In the middle of London a letter follows the number.
_LETTERS = {
    "E1": "W",
    "EC1": "AMNPRVY",
    "EC2": "AMNPRVY",
    "EC3": "AMNPRV",
    "EC4": "AMNPRVY",
    "N1": "CP",
    "NW1": "W",
    "SE1": "P",
    "SW1": "AEHPVWXY",
    "W1": "ABCDEFGHJKLMPRSTUVWXY",
    "WC1": "ABEHNRVX",
    "WC2": "ABEHNR",
}
_FULL = re.compile(r"(?P<outward>[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)(?P<inward>[0-9][ABD-HJLNP-UW-Z]{2})", re.ASCII)


@cache
def outward_codes() -> frozenset[str]:
    """Return the part before the space of every postcode there can be."""
    found = {"GIR", *(code + letter for code, letters in _LETTERS.items() for letter in letters)}
    for area, *ranges in (district.split() for district in _DISTRICTS.split(", ")):
        for first, _dash, last in (span.partition("-") for span in ranges):
            found.update(f"{area}{number}" for number in range(int(first), int(last or first) + 1))
    return frozenset(found)


def outward_code(typed: str) -> str | None:
    """Return the part of a postcode before the space, however it is typed, whole or not; `None` for no postcode."""
    kept = "".join(sign if sign.isalnum() else " " for sign in _plain(typed).upper()).split()
    whole = "".join(kept)
    found = _FULL.fullmatch(whole)
    if found and found["outward"] in outward_codes():
        return found["outward"]
    if whole in outward_codes():
        return whole
    # The space tells a half postcode with its first figure (“E16 1”) from one without.
    is_sector = len(kept) == 2 and re.fullmatch(r"[0-9][A-Z]?", kept[1], re.ASCII)
    return kept[0] if is_sector and kept[0] in outward_codes() else None


def ward_in_words(typed: str, wards: Iterable[str]) -> str | None:
    """Return the council's ward with this name, whatever its case, spaces and signs; `None` for no ward."""
    wanted = _letters(typed)
    return next((ward for ward in wards if _letters(ward) == wanted), None)


def area_in_words(typed: str, wards: Iterable[str]) -> str:
    """Return the ward or outward code that somebody names, nothing for nothing; raises `Invalid` for other words."""
    if not clean_line(typed):
        return ""
    area = ward_in_words(typed, wards) or outward_code(typed)
    if area is None:
        raise Invalid(_("“%(typed)s” is neither a ward nor a postcode", typed=clean_line(typed)[:60]))
    return area


def _plain(typed: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed) if unicodedata.category(sign) != "Cf")


def _letters(words: str) -> str:
    return "".join(sign for sign in _plain(words).casefold().replace("&", "and") if sign.isalnum())
