"""Importing and making up responses from the shell."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.commands import find_asking_activity, import_group, seed_group
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, NotFound
from consult.office.models import OfficeTerm
from consult.submissions.models import Submission
from tests.factories import make_activity, make_consultation

HEAD = "id,view,why,ward\n"
MAPS = ("--map", "position=view", "--map", "reasons=why", "--key", "id", "--area", "ward")


@pytest.fixture
def activity(database: Database) -> Activity:
    """The written response of the open consultation “cameras”, committed."""
    with database.unit_of_work() as opened:
        return make_activity(opened, make_consultation(opened, slug="cameras"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two answers."""
    made = tmp_path / "answers.csv"
    made.write_text(HEAD + "1,Support,It helps,Beckton\n2,Oppose,,\n")
    return made


def run(database: Database, file: Path, *more: str) -> Result:
    """Run the import; an error of ours is raised as it is."""
    words = ["responses", str(file), "--consultation", "cameras", *more]
    return CliRunner().invoke(import_group, words, obj=database, catch_exceptions=False)


def number(session: Session) -> int:
    """Return how many submissions there are."""
    return session.scalar(select(func.count(Submission.id))) or 0


def test_an_import_says_how_many_it_took(database: Database, session: Session, activity: Activity, file: Path) -> None:
    result = run(database, file, *MAPS)
    assert result.exit_code == 0
    assert "2 responses were imported." in result.stdout
    assert number(session) == 2


def test_the_channel_can_be_said(database: Database, session: Session, activity: Activity, file: Path) -> None:
    run(database, file, *MAPS, "--channel", "paper")
    assert set(session.scalars(select(Submission.channel))) == {"paper"}


def test_running_it_twice_says_so_and_adds_nothing(
    database: Database, session: Session, activity: Activity, file: Path
) -> None:
    run(database, file, *MAPS)
    result = run(database, file, *MAPS)
    assert result.exit_code == 0
    assert "2 rows were imported before, and are not imported again." in result.stdout
    assert "0 responses were imported." in result.stdout
    assert number(session) == 2


def test_a_dry_run_says_what_it_would_do(database: Database, session: Session, activity: Activity, file: Path) -> None:
    result = run(database, file, *MAPS, "--dry-run")
    assert "2 rows would be imported." in result.stdout
    assert number(session) == 0


def test_faulty_rows_are_listed_with_their_lines(
    database: Database, session: Session, activity: Activity, file: Path
) -> None:
    file.write_text(HEAD + "1,Support,,\n2,Perhaps,,\n3,,,\n")
    result = run(database, file, *MAPS)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].startswith(
        "line 3: “Do you support the proposal?”: “Perhaps” is not one of the answers"
    )
    assert "line 4: It answers no question." in result.stderr
    assert "2 rows cannot be taken, so nothing was imported." in result.stderr
    assert number(session) == 0


def test_only_the_rows_asked_for_are_taken(
    database: Database, session: Session, activity: Activity, file: Path
) -> None:
    result = run(database, file, *MAPS, "--only", "id=2..9")
    assert "1 rows were left out, as asked." in result.stdout
    assert number(session) == 1


def test_the_rest_is_written_into_a_file(
    database: Database, session: Session, activity: Activity, file: Path, tmp_path: Path
) -> None:
    file.write_text(HEAD + "1,Support,,\n2,Perhaps,=1+1,\n", encoding="utf-16")
    rest = tmp_path / "rest.csv"
    result = run(database, file, *MAPS, "--take-rest", str(rest))
    assert result.exit_code == 0
    assert "Read as UTF-16 (little-endian), separated by commas. It has 2 rows. The heading is line 1." in result.stdout
    assert "1 rows were not taken." in result.stdout
    assert "“Perhaps” matches no answer, 1 times." in result.stderr
    lines = rest.read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("2,Perhaps,'=1+1,,3,")
    assert rest.stat().st_mode & 0o077 == 0
    assert number(session) == 1


def test_what_a_value_means_and_what_becomes_of_a_conflict_can_be_said(
    database: Database, session: Session, activity: Activity, file: Path
) -> None:
    run(database, file, *MAPS)
    file.write_text(HEAD + "1,Support,Changed,Beckton\n3,4,,\n")
    more = (*MAPS, "--value", "position:4=Oppose")
    result = run(database, file, *more)
    assert result.exit_code == 1
    assert "which says something else" in result.stderr
    result = run(database, file, *more, "--on-conflict", "leave")
    assert "1 rows say something else than before, and are left as they were." in result.stdout
    assert number(session) == 3


def test_without_a_mapping_columns_answer_the_questions_they_are_called_after(
    database: Database, session: Session, activity: Activity, file: Path
) -> None:
    file.write_text("position,reasons\nSupport,It helps\n")
    run(database, file)
    assert session.scalars(select(Submission)).one().answers == {"position": "support", "reasons": "It helps"}


def test_a_mapping_that_is_none_is_refused(database: Database, activity: Activity, file: Path) -> None:
    with pytest.raises(Invalid, match="“position” must be two names with = between them"):
        run(database, file, "--map", "position")


def test_an_unknown_consultation_is_named(database: Database, file: Path) -> None:
    with pytest.raises(NotFound, match="no consultation “cameras”"):
        run(database, file, *MAPS)


def test_the_written_response_is_meant_where_nothing_is_said(session: Session, activity: Activity) -> None:
    make_activity(session, session.merge(activity).consultation, kind="impact")
    assert find_asking_activity(session, "cameras").id == activity.id


def test_of_two_written_responses_one_must_be_named(session: Session, activity: Activity) -> None:
    other = make_activity(session, session.merge(activity).consultation)
    with pytest.raises(Invalid, match="in several activities"):
        find_asking_activity(session, "cameras")
    assert find_asking_activity(session, "cameras", other.id) is other


def test_responses_are_made_up_and_marked(database: Database, session: Session, activity: Activity) -> None:
    words = ["responses", "--consultation", "cameras", "--count", "12"]
    result = CliRunner().invoke(seed_group, words, obj=database, catch_exceptions=False)
    assert "12 synthetic responses were added." in result.stdout
    made = session.scalars(select(Submission)).all()
    assert len(made) == 12
    assert all(submission.is_synthetic for submission in made)
    assert {submission.area for submission in made} <= {"Abbey", "Beckton", "Canning Town", ""}


def test_rows_of_any_declared_kind_come_from_the_shell(database: Database, session: Session, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    head = "name,role,ward,seat,from\n"
    file.write_text(f"{head}Councillor Jane Smith,member,Beckton,1,2022-05-09\n")

    def take(*words: str) -> Result:
        return CliRunner().invoke(import_group, ["file", *words], obj=database, catch_exceptions=False)

    assert "Lines that are new: 1." in take("office.terms", str(file), "--dry-run").stdout
    assert session.scalars(select(OfficeTerm)).all() == []
    assert "Lines that were new: 1." in take("office.terms", str(file)).stdout
    assert "already: 1." in take("office.terms", str(file)).stdout
    file.write_text(f"{head},member,Beckton,2,2022-05-09\n")
    with pytest.raises(Invalid, match="Nothing was imported"):
        take("office.terms", str(file))
    with pytest.raises(
        NotFound,
        match=r"There are: authorisation\.rules, impact\.contacts, office\.terms, population\.figures, register\.",
    ):
        take("office.people", str(file))
