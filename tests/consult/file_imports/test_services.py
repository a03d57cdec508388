"""A file is read by its declaration: columns in any order, every fault with its line, all of it or nothing."""

import gc
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Organisation
from consult.contract.file_imports import FileColumn, FileImport, FileLayout, FileLine, LineOutcome, Outcome
from consult.file_imports.services import read_lines, take_file
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.errors import Invalid
from tests.factories import make_organisation

FILE = "group,name\nfaith,A\n"


def take(session: Session, _actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
    """Take an organisation from each line that says its kind."""
    for line in lines:
        make_organisation(session, name=line.cells["name"])
    return [
        line.told(Outcome.NEW) if line.cells.get("kind") else line.told(Outcome.REFUSED, "Say what it is")
        for line in lines
    ]


def read_size(typed: str) -> int | None:
    """Return how many members there are."""
    if typed and not typed.isdigit():
        raise ValueError(f"“{typed}” is no number. Write it in digits")
    return int(typed) if typed else None


GROUPS = FileImport(
    name="test.groups",
    title="Import groups",
    summary="One line for each group.",
    columns=(
        FileColumn(name="name", label="Name of the group", is_needed=True),
        FileColumn(name="kind", label="What it is", other_names=("group",)),
        FileColumn(name="members", label="How many members it has", parse=read_size),
        FileColumn(name="households", label="How many households it speaks for", parse=read_size),
    ),
    take=take,
    max_lines=3,
    max_bytes=1_000,
)
BY_SIZE = replace(
    GROUPS,
    layouts=(
        FileLayout(name="people", needs=frozenset({"members"})),
        FileLayout(name="homes", needs=frozenset({"households", "kind"})),
    ),
)


def line(cells: dict[str, str]) -> FileLine:
    """Return the second line of a file, without what is parsed."""
    return FileLine("Line 2", cells, cells)


def groups(session: Session) -> int:
    """Return how many organisations there are."""
    return session.scalar(select(func.count(Organisation.id))) or 0


def test_columns_stand_in_any_order_under_any_of_their_names() -> None:
    for content in ("name,kind\nA,faith\n", "GROUP;NAME OF THE GROUP\nfaith;A\n", "What it is\tname\nfaith\tA\n"):
        assert read_lines(GROUPS, content.encode()) == ([line({"name": "A", "kind": "faith"})], [])


def test_columns_that_nobody_declared_are_left_out() -> None:
    lines, _faults = read_lines(GROUPS, b"note,kind,name\nx,faith,A\n")
    assert lines == [line({"name": "A", "kind": "faith"})]


def test_a_file_is_taken_whole(session: Session) -> None:
    assert take_file(session, SYSTEM, GROUPS, FILE.encode()).lines == (LineOutcome("Line 2", Outcome.NEW),)
    assert groups(session) == 1


def test_nothing_is_taken_when_a_line_is_at_fault(session: Session) -> None:
    report = take_file(session, SYSTEM, GROUPS, f"{FILE},B\n".encode())
    assert report.faults == ("Line 3: Say what it is.",)
    assert groups(session) == 0


def test_a_dry_run_says_what_a_file_would_bring_and_takes_nothing(session: Session) -> None:
    assert take_file(session, SYSTEM, GROUPS, FILE.encode(), dry_run=True).count(Outcome.NEW) == 1
    assert groups(session) == 0


def test_a_line_whose_cells_cannot_be_told_apart_is_a_fault(session: Session) -> None:
    report = take_file(session, SYSTEM, GROUPS, f"{FILE}faith,B,too many\n".encode())
    assert [fault.partition(":")[0] for fault in report.faults] == ["Line 3"]
    assert groups(session) == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("kind\nfaith\n", "no column “name”"),
        ("name\nA\nB\nC\nD\n", "more than 3 lines"),
        ("name,name\nA,B\n", r"two columns for “name”: name, name \(2\)\."),
        ("name,Name\nA,B\n", "two columns for “name”: name, Name"),
        ("name,kind,group\nA,faith,B\n", "two columns for “kind”: kind, group"),
        ("group,What it is,name\nB,faith,A\n", "two columns for “kind”: group, What it is"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_a_sentence(session: Session, content: str, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        take_file(session, SYSTEM, GROUPS, content.encode())


def test_each_line_has_its_outcome_in_the_order_of_the_file(session: Session) -> None:
    report = take_file(session, SYSTEM, GROUPS, b"name,kind,members\nA,,3\nB,faith,many\nC,faith,\n")
    assert [(told.place, told.outcome) for told in report.lines] == [
        ("Line 2", Outcome.REFUSED),
        ("Line 3", Outcome.REFUSED),
        ("Line 4", Outcome.NEW),
    ]
    assert report.faults == (
        "Line 2: Say what it is.",
        "Line 3: Column “members”: “many” is no number. Write it in digits.",
    )
    assert groups(session) == 0


def test_cells_are_kept_beside_what_the_columns_make_of_them() -> None:
    (found,), _refused = read_lines(GROUPS, b"name,members\nA,012\n")
    assert (found.cells["members"], found.values["members"], found.values["name"]) == ("012", 12, "A")


def test_a_line_whose_cell_has_a_line_break_is_named_by_its_first_line(session: Session) -> None:
    report = take_file(session, SYSTEM, GROUPS, b'name,kind\nA,faith\n"B\nB",\n"C\nC",faith\n')
    assert [told.place for told in report.lines] == ["Line 2", "Line 3", "Line 5"]
    assert report.faults == ("Line 3: Say what it is.",)


def test_a_file_is_known_by_the_layout_whose_columns_it_has() -> None:
    (found,), _refused = read_lines(BY_SIZE, b"households,kind,name\n4,faith,A\n")
    assert found.layout == "homes"
    (found,), _refused = read_lines(BY_SIZE, b"kind,members,households,name\nfaith,4,4,A\n")
    assert found.layout == "people"
    with pytest.raises(Invalid, match="no column “members”"):
        read_lines(BY_SIZE, b"name,kind\nA,faith\n")


def test_a_file_of_too_many_bytes_is_refused_unread(session: Session) -> None:
    with pytest.raises(Invalid, match=r"larger than 0\.001 MB"):
        take_file(session, SYSTEM, GROUPS, b"x" * 1_001)


def test_the_cycle_collector_rests_while_a_file_is_taken_and_works_again_whatever_became_of_it(
    session: Session,
) -> None:
    worked: list[bool] = []

    def look(opened: Session, actor: Actor, lines: Sequence[FileLine]) -> list[LineOutcome]:
        worked.append(gc.isenabled())
        return take(opened, actor, lines)

    take_file(session, SYSTEM, replace(GROUPS, take=look), FILE.encode())
    with pytest.raises(Invalid):
        take_file(session, SYSTEM, GROUPS, b"nothing\n")
    assert (worked, gc.isenabled()) == ([False], True)


def test_an_import_that_leaves_a_line_out_is_at_fault(session: Session) -> None:
    silent = replace(GROUPS, take=lambda _session, _actor, _lines: [])
    with pytest.raises(LookupError, match="outcome of each line once"):
        take_file(session, SYSTEM, silent, FILE.encode())
