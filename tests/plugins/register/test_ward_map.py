"""The map says what its table says, is drawn only when it is asked for, and counts nothing that is withheld."""

import re
from datetime import date

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from plugins.register.services import Plan, announce
from plugins.register.ward_map import ward_map
from plugins.register.withholding import withhold
from tests.support.web import FormClient

PAGE = "/register/wards"


def plan(session: Session, ward: str, day: int) -> None:
    announce(session, SYSTEM, Plan(held_on=date(2027, 1, day), location="High Street", ward=ward))


def test_the_map_is_drawn_only_by_choice(filled: Session, client: FormClient) -> None:
    plan(filled, "Beckton", 1)
    plan(filled, "Beckton", 2)
    page, drawn = client.get(PAGE).text, client.get(f"{PAGE}?map=on").text
    assert ("<rect" in page, "?map=on" in page) == (False, True)
    assert drawn.count("<rect") == 24
    assert not re.search(r"(src|href)=\"https?://(?!localhost)", drawn.partition("<main")[2].partition("</main")[0])


def test_squares_say_what_the_table_says(filled: Session) -> None:
    for day, ward in enumerate(("Beckton", "Beckton", "Boleyn", "Elsewhere <b>"), start=1):
        plan(filled, ward, day)
    hidden = announce(filled, SYSTEM, Plan(held_on=date(2027, 2, 1), location="Low Street", ward="Plashet"))
    withhold(filled, SYSTEM, hidden, "FOIA s31", date(2999, 1, 1))
    found = ward_map(filled)
    told = {row[0]: (row[2], row[1]) for row in found.rows}
    assert (told["Beckton"][1], told["Boleyn"][1], told["Plashet"][1]) == ("2", "1", "0")
    assert (told["Elsewhere <b>"][1], told["Ward not told"][1]) == ("1", "212")
    assert {square.ward: (str(square.number), str(square.count)) for square in found.squares} == {
        ward: said for ward, said in told.items() if ward not in {"Elsewhere <b>", "Ward not told"}
    }
    places = {(square.x, square.y) for square in found.squares}
    assert (len(places), found.width, found.height) == (24, 600, 400)
    strongest = max(found.squares, key=lambda square: square.strength)
    assert strongest.ward == "Beckton"


def test_an_empty_register_has_a_map(session: Session) -> None:
    assert {square.count for square in ward_map(session).squares} == {0}
