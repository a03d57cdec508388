"""People in office from a file: all of it or nothing, each fault with its line, and a second time nothing new."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.contract.file_imports import LineReport, Outcome
from consult.exports.export_files import chunks_of, find_wanted
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from consult.kernel.errors import Invalid
from consult.office.exports import TERMS
from consult.office.imports import COLUMNS, TERMS_FILE, read_day
from consult.office.models import OfficeTerm
from consult.office.queries import members_on
from consult.office.services import add_term, end_term
from tests.consult.office.council import MAY_2022, MAY_2026, police, seated
from tests.factories import FORMULA
from tests.support.queries import counted

FILE = """person,name,role,ward,seat,group,remit,rank,command,from,to
jane,Councillor Jane Smith,member,Beckton,1,Labour,,,,2022-05-09,2026-05-11
next,Councillor Next,member,Beckton,1,,,,,12/05/2026,
jane,Councillor Jane Smith,Cabinet member,,,,Housing,,,2022-05-20,
lee,Supt Lee Moor,police,,,,,Superintendent,North East BCU,2024-01-01,
"""


def exported(session: Session) -> bytes:
    """Return the CSV that an officer takes away."""
    wanted = find_wanted(session, {TERMS.name: TERMS}, None, what=TERMS.name, file_format="csv")
    return b"".join(chunks_of(session, wanted))


def figures(report: LineReport) -> tuple[int, int, int]:
    """Return how many lines were new, changed something, and were there already."""
    return report.count(Outcome.NEW), report.count(Outcome.CHANGED), report.count(Outcome.SAME)


def number_of_terms(session: Session) -> int:
    """Return how many terms there are."""
    return session.scalar(select(func.count(OfficeTerm.id))) or 0


def test_a_file_is_taken_once(session: Session) -> None:
    assert figures(take_file(session, SYSTEM, TERMS_FILE, FILE.encode())) == (4, 0, 0)
    assert figures(take_file(session, SYSTEM, TERMS_FILE, FILE.encode())) == (0, 0, 4)
    assert [term.name for term in members_on(session, MAY_2026)] == ["Councillor Jane Smith"]
    assert {term.holder.key for term in session.scalars(select(OfficeTerm))} == {"jane", "next", "lee"}


def test_what_was_exported_comes_back_identical(session: Session) -> None:
    seated(session, name=FORMULA, group_name="'Independent", to_on=MAY_2026)
    seated(session, name="Süß, “Ö”; Ñ", seat="2")
    seated(session, name="Süß, “Ö”; Ñ", seat="3")
    add_term(session, SYSTEM, police(remit="Borough"))
    before = exported(session)
    assert figures(take_file(session, SYSTEM, TERMS_FILE, before)) == (0, 0, 4)
    for term in session.scalars(select(OfficeTerm)):
        session.delete(term)
    session.flush()
    assert figures(take_file(session, SYSTEM, TERMS_FILE, before)) == (4, 0, 0)
    assert exported(session) == before


def test_a_workbook_says_the_same(session: Session) -> None:
    book, content = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append([column.label for column in COLUMNS])
    sheet.append(["jane", "Councillor Jane Smith", "member", "Beckton", 1, "", "", "", "", date(2022, 5, 9), None])
    book.save(content)
    assert figures(take_file(session, SYSTEM, TERMS_FILE, content.getvalue())) == (1, 0, 0)
    (term,) = members_on(session, MAY_2022)
    assert (term.seat, term.from_on) == ("1", MAY_2022)


def test_every_fault_is_told_with_its_line_and_nothing_is_taken(session: Session) -> None:
    lines = [
        "person,name,role,ward,seat,group,remit,rank,command,from,to",
        "good,Councillor Good,member,Beckton,1,,,,,2022-05-09,",
        "a,Councillor A,member,Beckton,1,,,,,2023-01-01,",
        "b,Councillor B,member,,,,,,,2023-01-01,",
        "c,,king,,,,,,,2023-01-01,",
        "d,Councillor D,member,Boleyn,1,,,,,soon,",
        "e,Councillor E,member,Boleyn,1,,,,,,",
        "good,Councillor Good,member,Boleyn,1,,,,,2023-01-01,",
    ]
    refused = take_file(session, SYSTEM, TERMS_FILE, "\n".join(lines).encode())
    told = refused.faults
    assert [fault.partition(":")[0] for fault in told] == [
        "Line 3",
        "Line 4",
        "Line 4",
        "Line 5",
        "Line 6",
        "Line 7",
        "Line 8",
    ]
    assert [words in " ".join(told) for words in ("Enter the ward", "“soon” is no day", "another seat")] == [True] * 3
    assert number_of_terms(session) == 0


def test_a_seat_changes_hands_in_whatever_order_the_lines_stand(session: Session) -> None:
    seated(session)
    first, *_ = members_on(session, MAY_2022)
    lines = (
        "person,name,role,ward,seat,group,from,to",
        "a-new-one,Councillor New,member,Beckton,1,,2026-05-12,",
        f"{first.holder.key},{first.name},member,Beckton,1,Labour,2022-05-09,2026-05-11",
    )
    assert figures(take_file(session, SYSTEM, TERMS_FILE, "\n".join(lines).encode())) == (1, 1, 0)
    assert first.to_on == MAY_2026


def test_a_line_never_overwrites_what_the_list_says(session: Session) -> None:
    take_file(session, SYSTEM, TERMS_FILE, FILE.encode())
    refused = take_file(session, SYSTEM, TERMS_FILE, FILE.replace("1,Labour", "1,Green").encode())
    assert "something else (Political group)" in refused.faults[0]
    refused = take_file(session, SYSTEM, TERMS_FILE, FILE.replace("2026-05-11", "2026-05-10").encode())
    assert "something else (Last day)" in refused.faults[0]


def test_a_person_without_a_short_name_gets_one(session: Session) -> None:
    lines = "name,role,ward,seat,from\nCouncillor Jane Smith,member,Beckton,1,2022-05-09\n"
    assert figures(take_file(session, SYSTEM, TERMS_FILE, lines.encode())) == (1, 0, 0)
    (term,) = members_on(session, MAY_2022)
    assert term.holder.key == "councillor-jane-smith"
    end_term(session, SYSTEM, term, MAY_2026)
    assert term.to_on == MAY_2026


NO_LISTS = (
    (b"", "empty"),
    (b"name,ward\nJane,Beckton\n", "no column “role”"),
)


@pytest.mark.parametrize(("content", "words"), NO_LISTS)
def test_a_file_that_is_no_list_is_refused_in_a_sentence(session: Session, content: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        take_file(session, SYSTEM, TERMS_FILE, content)


def test_days_are_read_as_people_write_them() -> None:
    assert read_day("") is None
    assert read_day("2022-05-09") == read_day("9/5/2022") == MAY_2022
    with pytest.raises(ValueError, match="May"):
        read_day("May")


def test_a_name_too_long_for_the_list_is_a_fault_of_its_line(session: Session) -> None:
    lines = f"person,name,role,ward,seat,from\n{'x' * 101},A,member,Beckton,1,2022-05-09\n"
    refused = take_file(session, SYSTEM, TERMS_FILE, lines.encode())
    assert refused.faults == ("Line 2: The short name of the person must be 100 characters or fewer.",)
    assert number_of_terms(session) == 0


def test_thousands_of_terms_are_taken_in_a_few_statements(session: Session) -> None:
    wards = [f"m{n},Councillor {n},member,Ward {n // 3},{n % 3 + 1},2022-05-09,2026-05-11" for n in range(1_500)]
    content = "\n".join(("person,name,role,ward,seat,from,to", *wards)).encode()
    with counted(session.get_bind().engine) as queries:
        assert figures(take_file(session, SYSTEM, TERMS_FILE, content)) == (1_500, 0, 0)
    assert len(queries) < 40
    with counted(session.get_bind().engine) as queries:
        assert figures(take_file(session, SYSTEM, TERMS_FILE, content)) == (0, 0, 1_500)
    assert len(queries) < 10
    taken = content + b"\nx,Councillor X,member,Ward 7,1,2024-01-01,\nm9,Councillor 9,member,Boleyn,1,2026-05-11,\n"
    refused = take_file(session, SYSTEM, TERMS_FILE, taken)
    assert [words in fault for words, fault in zip(("seat is taken", "another seat"), refused.faults, strict=True)] == [
        True,
        True,
    ]
