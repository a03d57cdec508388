"""`consult plugins`: a list, a skeleton that works, and the only way to drop data."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import create_engine, insert, inspect, select

from consult.app import build_registry, connect, create_app
from consult.citations.models import Citation
from consult.config import read_settings
from consult.deadlines.models import Deadline
from tests.consult.cli.conftest import Run
from tests.support.server import ROOT


def tables(environment: dict[str, str]) -> set[str]:
    engine = create_engine(environment["CONSULT_DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"))
    found = set(inspect(engine).get_table_names())
    engine.dispose()
    return found


def test_each_plugin_is_listed_with_all_that_it_brings(run: Run) -> None:
    listed = run("plugins", CONSULT_PLUGINS="survey").stdout
    assert "survey 0.1.0: Surveys (enabled)" in listed
    assert "motion 0.1.0: Motions (not enabled)" in listed
    assert "survey.build" in listed
    assert "survey_version" in listed
    assert "pending migrations: 0001_initial" in listed


def test_the_data_of_an_enabled_plugin_cannot_be_dropped(run: Run) -> None:
    run("db", "upgrade", CONSULT_PLUGINS="survey")
    result = run("plugins", "remove", "survey", CONSULT_PLUGINS="survey")
    assert result.exit_code == 2
    assert "Take it out of CONSULT_PLUGINS first" in result.stderr


def test_data_is_dropped_only_after_asking(run: Run, environment: dict[str, str]) -> None:
    run("db", "upgrade", CONSULT_PLUGINS="survey")
    refused = run("plugins", "remove", "survey", typed="n\n")
    assert refused.exit_code == 1
    assert "survey_version (0 rows)" in refused.stdout
    assert "survey_version" in tables(environment)
    dropped = run("plugins", "remove", "survey", typed="y\n")
    assert dropped.exit_code == 0, dropped.output
    assert not [table for table in tables(environment) if table.startswith("survey")]
    assert "person" in tables(environment)
    assert run("plugins", "remove", "survey").stdout == "The plugin survey has no tables in this database.\n"


def test_what_others_kept_of_its_rows_by_number_goes_with_the_data(run: Run, environment: dict[str, str]) -> None:
    run("db", "upgrade", CONSULT_PLUGINS="survey")
    engine = create_engine(environment["CONSULT_DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"))
    day = {"due_on": date(2026, 12, 10), "remind_on": date(2026, 12, 3), "made_at": datetime(2026, 12, 1, tzinfo=UTC)}
    with engine.begin() as connection:
        for kind in ("survey_version", "issue"):
            other = {"target_kind": "submission", "target_id": 1, "note": "", "cited_at": day["made_at"]}
            connection.execute(insert(Citation).values(source_kind=kind, source_id=1, **other))
            connection.execute(insert(Deadline).values(kind=kind, subject_id=1, text="Do it", owner="officer", **day))
    run("plugins", "remove", "survey", "--yes")
    with engine.connect() as connection:
        assert connection.scalars(select(Citation.source_kind)).all() == ["issue"]
        assert connection.scalars(select(Deadline.kind)).all() == ["issue"]
    engine.dispose()


def test_a_plugin_that_is_not_installed_is_named_when_its_data_is_to_go(run: Run) -> None:
    run("db", "upgrade")
    result = run("plugins", "remove", "petition")
    assert result.exit_code == 2
    assert "No plugin called petition is installed." in result.stderr
    assert "CONSULT_PLUGINS" not in result.stderr


def test_disabling_keeps_the_tables_and_removes_the_pages(run: Run, environment: dict[str, str]) -> None:
    run("db", "upgrade", CONSULT_PLUGINS="motion")
    for enabled, status in (("motion", 200), (",", 404), ("motion", 200)):
        settings = read_settings({**environment, "CONSULT_PLUGINS": enabled})
        registry = build_registry(settings.plugins)
        database = connect(settings, registry)
        client = create_app(settings, database=database, registry=registry).test_client()
        assert client.get("/motions/").status_code == status
        database.engine.dispose()
        assert "motion_vote" in tables(environment)


def test_a_skeleton_keeps_the_contract_and_runs(run: Run, environment: dict[str, str], tmp_path: Path) -> None:
    assert run("plugins", "new", "parking", "--folder", str(tmp_path)).exit_code == 0
    folder = tmp_path / "consult-parking"
    metadata = folder / "consult_parking-0.1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: consult-parking\nVersion: 0.1.0\n")
    (metadata / "entry_points.txt").write_text("[consult.plugins]\nparking = consult_parking:plugin\n")
    script = (
        "from consult.cli import main\n"
        "from consult.app import create_app\n"
        "for arguments in (['db', 'upgrade'], ['db', 'check'], ['plugins']):\n"
        "    main(arguments, standalone_mode=False)\n"
        "print(create_app().test_client().get('/parking/1').status_code)\n"
    )
    inherited = {**environment, "CONSULT_PLUGINS": "parking", "PYTHONPATH": f"{folder}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", script], env=inherited, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "parking: 0001_initial" in done.stdout
    assert "Models, migrations and database agree." in done.stdout
    assert "parking 0.1.0: Parking (enabled)" in done.stdout
    assert done.stdout.endswith("404\n")


def test_listing_the_plugins_writes_nothing(run: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    listed = run("plugins", CONSULT_DATA=str(nowhere), CONSULT_PLUGINS="survey")
    assert (listed.exit_code, "survey" in listed.stdout) == (0, True)
    assert not nowhere.exists()
