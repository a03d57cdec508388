"""Announced deployments are days in a calendar, and a cancelled one says so to calendars that have it."""

from datetime import date

from sqlalchemy.orm import Session

from consult.kernel.authz import SYSTEM
from plugins.register.calendar import calendar_file, entry_of
from plugins.register.pauses import pause, resume
from plugins.register.services import Plan, announce, cancel
from tests.support.web import FormClient

PLACE = "Stratford; East, “Süß” " + "ü" * 60


def test_each_is_an_event_of_a_whole_day_in_lines_of_75_octets(session: Session) -> None:
    row = announce(session, SYSTEM, Plan(held_on=date(2026, 12, 31), location=PLACE, ward="Beckton"))
    written = calendar_file([entry_of(row, row.location, "A")], title="T", host="council.example")
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    whole = b"".join(written.split(b"\r\n ")).decode()
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101" in whole
    assert f"LOCATION:{PLACE.replace(';', chr(92) + ';').replace(',', chr(92) + ',')}\\, Beckton" in whole
    assert "UID:D-2026-001@council.example" in whole


def test_the_calendar_and_the_page_are_of_one_ward(session: Session, client: FormClient) -> None:
    first = announce(session, SYSTEM, Plan(held_on=date(2026, 12, 30), location="Albert Road", ward="Beckton"))
    announce(session, SYSTEM, Plan(held_on=date(2026, 12, 31), location="Green Street", ward="Boleyn"))
    cancel(session, SYSTEM, first, "Not authorised")
    text = client.get("/register/planned.ics?ward=Beckton").text
    assert ("Albert Road" in text, "Green Street" in text, "STATUS:CANCELLED" in text) == (True, False, True)
    page = client.get("/register/planned").text
    assert ("Green Street" in page, "Albert Road" in page, "ward=Boleyn" in page) == (True, False, True)
    feed = client.get("/registers/register.versions/feed.atom?ward=Boleyn").text
    assert ("Green Street" in feed, "Albert Road" in feed, "?ward=Boleyn" in feed) == (True, False, True)


def test_a_pause_stands_in_the_calendar_of_its_ward(session: Session, client: FormClient) -> None:
    for day, ward in ((30, "Beckton"), (31, "Boleyn")):
        announce(session, SYSTEM, Plan(held_on=date(2026, 12, day), location="High Street", ward=ward))
    noted = pause(session, SYSTEM, "Beckton", date(2026, 12, 1), "The council asked for it", "")
    everywhere = pause(session, SYSTEM, "Newham", date(2026, 11, 1), "A fault", "")
    read = {ward: client.get(f"/register/planned.ics?ward={ward}").text for ward in ("", "Beckton", "Boleyn")}
    told = {ward: (f"pause-{noted.id}@" in text, f"pause-{everywhere.id}@" in text) for ward, text in read.items()}
    assert told == {"": (True, True), "Beckton": (True, True), "Boleyn": (False, True)}
    assert "DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202" in read["Beckton"]
    resume(session, SYSTEM, noted, date(2026, 12, 20), "It was answered")
    later = client.get("/register/planned.ics?ward=Beckton").text
    assert "SEQUENCE:2" in later
    assert "DTEND;VALUE=DATE:20261220" in later
