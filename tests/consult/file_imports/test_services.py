"""A file is read by its declaration: columns in any order, every fault with its line, all of it or nothing."""

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Organisation
from consult.contract.file_imports import FileColumn, FileImport, FileLine, LineReport
from consult.file_imports.services import read_lines, take_file
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.errors import Invalid
from tests.factories import make_organisation

FILE = "group,name\nfaith,A\n"


def take(session: Session, _actor: Actor, lines: Sequence[FileLine]) -> LineReport:
    """Take an organisation from each line that says its kind."""
    for line in lines:
        make_organisation(session, name=line.cells["name"])
    faults = [f"{line.place}: Say what it is." for line in lines if not line.cells.get("kind")]
    return LineReport(added=len(lines), faults=tuple(faults))


GROUPS = FileImport(
    name="test.groups",
    title="Import groups",
    summary="One line for each group.",
    columns=(
        FileColumn(name="name", label="Name of the group", is_needed=True),
        FileColumn(name="kind", label="What it is", other_names=("group",)),
    ),
    take=take,
    most_lines=3,
)


def groups(session: Session) -> int:
    """Return how many organisations there are."""
    return session.scalar(select(func.count(Organisation.id))) or 0


def test_columns_stand_in_any_order_under_any_of_their_names() -> None:
    for content in ("name,kind\nA,faith\n", "GROUP;NAME OF THE GROUP\nfaith;A\n", "What it is\tname\nfaith\tA\n"):
        assert read_lines(GROUPS, content.encode()) == ([FileLine("Line 2", {"name": "A", "kind": "faith"})], [])


def test_columns_that_nobody_declared_are_left_out() -> None:
    lines, _faults = read_lines(GROUPS, b"note,kind,name\nx,faith,A\n")
    assert lines == [FileLine("Line 2", {"name": "A", "kind": "faith"})]


def test_a_file_is_taken_whole(session: Session) -> None:
    assert take_file(session, SYSTEM, GROUPS, FILE.encode()) == LineReport(added=1)
    assert groups(session) == 1


def test_nothing_is_taken_when_a_line_is_at_fault(session: Session) -> None:
    report = take_file(session, SYSTEM, GROUPS, f"{FILE},B\n".encode())
    assert report.faults == ("Line 3: Say what it is.",)
    assert groups(session) == 0


def test_a_dry_run_says_what_a_file_would_bring_and_takes_nothing(session: Session) -> None:
    assert take_file(session, SYSTEM, GROUPS, FILE.encode(), dry_run=True) == LineReport(added=1)
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
