"""Keys and data that do not belong together are told before anything is done with them."""

from pathlib import Path

import pytest

from consult.kernel.crypto import KeyRing, new_key_ring_text, read_key_ring
from consult.kernel.db import Database, open_database
from consult.kernel.errors import Misconfigured
from consult.kernel.key_samples import COOKIES, accept_keys, require_keys

OLD, NEW = read_key_ring(new_key_ring_text()), read_key_ring(new_key_ring_text())
BOTH = KeyRing({**NEW.keys, **OLD.keys}, NEW.current)
SECRET = "s" * 40


def with_keys(database: Database, keys: KeyRing) -> Database:
    return Database(database.engine, database.readers, keys, database.writers)


def test_keys_that_were_there_must_stay_and_new_ones_may_come(live_database: Database) -> None:
    for keys in (OLD, OLD, BOTH, BOTH):
        require_keys(with_keys(live_database, keys), SECRET)
    for keys, lost in ((OLD, NEW.current), (NEW, OLD.current)):
        with pytest.raises(Misconfigured, match=rf"the encryption key “{lost}” .* is missing or another one. Put it"):
            require_keys(with_keys(live_database, keys), SECRET)


def test_another_key_under_the_same_name_is_known(live_database: Database) -> None:
    require_keys(with_keys(live_database, OLD), SECRET)
    impostor = KeyRing({OLD.current: next(iter(NEW.keys.values()))}, OLD.current)
    with pytest.raises(Misconfigured, match="another one"):
        require_keys(with_keys(live_database, impostor), SECRET)


def test_another_secret_key_is_known_too(live_database: Database) -> None:
    require_keys(with_keys(live_database, OLD), SECRET)
    with pytest.raises(Misconfigured, match=r"the secret key .* is missing or another one"):
        require_keys(with_keys(live_database, OLD), "t" * 40)


def test_keys_that_are_lost_for_good_are_given_up_by_name(live_database: Database) -> None:
    require_keys(with_keys(live_database, BOTH), SECRET)
    given_up = live_database.write(lambda session: accept_keys(session, NEW, "t" * 40))
    assert given_up == sorted([OLD.current, COOKIES])
    require_keys(with_keys(live_database, NEW), "t" * 40)
    assert live_database.write(lambda session: accept_keys(session, NEW, "t" * 40)) == []


def test_a_database_without_tables_or_out_of_reach_tells_nothing(tmp_path: Path) -> None:
    for url in ("postgresql://somebody@127.0.0.1:1/nothing", f"sqlite:///{tmp_path / 'new'}"):
        empty = open_database(url, OLD)
        require_keys(empty, SECRET)
        empty.engine.dispose()
