"""Upgrades run whole or not at all, keep what is there, and each can be taken back."""

import subprocess
import sys
import threading

import pytest
from sqlalchemy import inspect, text

from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.migrate import UpgradeFailed, histories, is_current, pending, upgrade
from tests.consult.migrate.conftest import Added
from tests.support.server import ROOT


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_an_upgrade_that_has_nothing_to_do_does_nothing(empty: Database, registry: Registry) -> None:
    assert not is_current(empty, registry)
    first = upgrade(empty, registry)
    assert first == {history.name: history.revisions() for history in histories(registry)}
    assert is_current(empty, registry)
    assert not any(upgrade(empty, registry).values())


def test_alembic_is_not_even_loaded_when_nothing_is_pending(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    script = (
        "import sys; from tests.support.plugins import registry_for_tests; from consult.migrate import upgrade; "
        "from consult.kernel.db import open_database; from consult.kernel.crypto import *; "
        "upgrade(open_database(sys.argv[1], read_key_ring(new_key_ring_text())), registry_for_tests()); "
        "assert 'alembic' not in sys.modules"
    )
    url = empty.engine.url.render_as_string(hide_password=False)
    subprocess.run([sys.executable, "-c", script, url], cwd=ROOT, check=True)


def test_two_that_upgrade_at_once_do_not_disturb_each_other(empty: Database, registry: Registry) -> None:
    failures: list[BaseException] = []
    script = (
        "import sys; from tests.support.plugins import registry_for_tests; from consult.migrate import upgrade; "
        "from consult.kernel.db import open_database; from consult.kernel.crypto import *; "
        "upgrade(open_database(sys.argv[1], read_key_ring(new_key_ring_text())), registry_for_tests())"
    )
    url = empty.engine.url.render_as_string(hide_password=False)

    def run() -> None:
        try:
            subprocess.run([sys.executable, "-c", script, url], cwd=ROOT, check=True, capture_output=True)
        except subprocess.CalledProcessError as error:
            failures.append(AssertionError(error.stderr.decode()[-2000:]))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert is_current(empty, registry)


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(empty: Database, add_plugin: Added) -> None:
    registry = add_plugin(
        [
            ("0001_initial", 'op.create_table("parking_space", sa.Column("id", sa.Integer))', "pass"),
            ("0002_broken", 'op.execute("ALTER TABLE nowhere ADD COLUMN x integer")', "pass"),
        ]
    )
    with pytest.raises(UpgradeFailed, match=r"was left as it was: .*nowhere"):
        upgrade(empty, registry)
    assert tables(empty) == set()


def test_a_database_of_a_newer_version_is_not_touched(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    with empty.engine.begin() as connection:
        connection.execute(text("UPDATE core_alembic_version SET version_num = '9999_future'"))
    with pytest.raises(UpgradeFailed, match="at revision 9999_future, which this version of Consult does not know"):
        upgrade(empty, registry)


def test_rows_that_point_to_a_rebuilt_table_stay(empty: Database, add_plugin: Added) -> None:
    first = (
        'op.create_table("parking_space", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.Integer))\n'
        '    op.create_table("parking_car", sa.Column("space_id", sa.Integer, sa.ForeignKey("parking_space.id", '
        'ondelete="CASCADE")))\n'
        '    op.execute("INSERT INTO parking_space (id, a) VALUES (1, 2)")\n'
        '    op.execute("INSERT INTO parking_car (space_id) VALUES (1)")'
    )
    second = (
        'with op.batch_alter_table("parking_space") as batch:\n'
        '        batch.alter_column("a", type_=sa.BigInteger(), existing_type=sa.Integer())'
    )
    upgrade(empty, add_plugin([("0001_initial", first, "pass"), ("0002_wider", second, "pass")]))
    with empty.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM parking_car")).scalar() == 1
        if empty.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_an_upgrade_that_would_break_references_is_refused(empty: Database, add_plugin: Added) -> None:
    first = (
        'op.create_table("parking_space", sa.Column("id", sa.Integer, primary_key=True))\n'
        '    op.create_table("parking_car", sa.Column("space_id", sa.Integer, sa.ForeignKey("parking_space.id")))\n'
        '    op.execute("INSERT INTO parking_car (space_id) VALUES (7)")'
    )
    with pytest.raises(UpgradeFailed, match="parking_car"):
        upgrade(empty, add_plugin([("0001_initial", first, "pass")]))
    assert tables(empty) == set()


def test_a_plugin_that_is_disabled_keeps_its_tables_and_disturbs_nobody(
    empty: Database, registry: Registry, add_plugin: Added
) -> None:
    enabled = add_plugin([("0001_initial", 'op.create_table("parking_space", sa.Column("id", sa.Integer))', "pass")])
    upgrade(empty, enabled)
    assert pending(empty, registry) == {history.name: [] for history in histories(registry)}
    upgrade(empty, registry)
    assert "parking_space" in tables(empty)
