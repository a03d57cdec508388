"""Granian as we run it."""

import time
from types import SimpleNamespace
from typing import Any

import pytest
from granian.server import MPServer

from consult.cli.server import Server


@pytest.mark.parametrize(("others_alive", "remembered"), [(True, []), (False, [0])])
def test_a_crash_is_forgotten_only_while_another_worker_is_well(
    monkeypatch: pytest.MonkeyPatch, others_alive: bool, remembered: list[int]
) -> None:
    def respawn(server: Any, workers: list[int], *_: Any) -> None:
        for index in workers:
            server.respawned_wrks[index] = time.monotonic()

    monkeypatch.setattr(MPServer, "_respawn_workers", respawn)
    server = Server("consult.app:create_served_app", workers=2)
    workers: list[Any] = [SimpleNamespace(is_alive=lambda: True), SimpleNamespace(is_alive=lambda: others_alive)]
    server.wrks = workers
    server._respawn_workers([0], None, None)
    assert list(server.respawned_wrks) == remembered
