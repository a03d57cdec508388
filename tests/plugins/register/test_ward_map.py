"""The map says what its table says, is drawn only when it is asked for, and counts nothing that is withheld."""

import re
from datetime import date

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from consult.population.demo import take_census
from plugins.register.services import Plan, announce
from plugins.register.ward_map import deployments_by_ward
from plugins.register.withholding import withhold
from tests.support.web import FormClient

PAGE = "/register/wards"


def plan(session: Session, ward: str, day: int) -> None:
    announce(session, SYSTEM, Plan(held_on=date(2027, 1, day), location="High Street", ward=ward))


def test_the_map_is_drawn_only_by_choice(filled: Session, client: FormClient) -> None:
    plan(filled, "Beckton", 1)
    plan(filled, "Beckton", 2)
    assert "<rect" not in client.get(f"{PAGE}?map=on").text, "nobody said where the wards lie"
    take_census(filled, SYSTEM)
    page, drawn = client.get(PAGE).text, client.get(f"{PAGE}?map=on").text
    assert ("<rect" in page, "?map=on" in page) == (False, True)
    assert drawn.count("<rect") == 24
    assert not re.search(r"(src|href)=\"https?://(?!localhost)", drawn.partition("<main")[2].partition("</main")[0])


def test_squares_say_what_the_table_says(filled: Session) -> None:
    for day, ward in enumerate(("Beckton", "Beckton", "Boleyn", "Elsewhere <b>"), start=1):
        plan(filled, ward, day)
    hidden = announce(filled, SYSTEM, Plan(held_on=date(2027, 2, 1), location="Low Street", ward="Plashet"))
    withhold(filled, SYSTEM, hidden, "FOIA s31", date(2999, 1, 1))
    take_census(filled, SYSTEM)
    found = deployments_by_ward(filled)
    told = {row[0]: (row[2], row[1]) for row in found.rows}
    assert (told["Beckton"][1], told["Boleyn"][1], told["Plashet"][1]) == ("2", "1", "0")
    assert (told["Elsewhere <b>"][1], told["Ward not told"][1]) == ("1", "212")
    assert {square.ward: (str(square.number), square.text) for square in found.map.squares} == {
        ward: said for ward, said in told.items() if ward not in {"Elsewhere <b>", "Ward not told"}
    }
    places = {(square.x, square.y) for square in found.map.squares}
    assert (len(places), found.map.width, found.map.height) == (24, 600, 400)
    strongest = max(found.map.squares, key=lambda square: square.strength)
    assert strongest.ward == "Beckton"


def test_an_empty_register_has_a_map(session: Session) -> None:
    assert deployments_by_ward(session).map.squares == []
    take_census(session, SYSTEM)
    assert {square.text for square in deployments_by_ward(session).map.squares} == {"0"}
