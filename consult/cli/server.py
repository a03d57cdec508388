"""The server of the pages: granian, which goes on while one of its workers is well."""

from typing import Any

from granian.server import MPServer


class Server(MPServer):
    """Granian without its fear of crash loops as long as another worker serves.

    It ends when a worker dies within seconds of its start, and takes the healthy ones with it; a worker that the system
    kills twice for want of memory would end the service. Where no worker is well, after a fault at the start, it ends.
    """

    def _respawn_workers(
        self, workers: list[int], spawn_target: object, target_loader: object, delay: float = 0
    ) -> None:
        super()._respawn_workers(workers, spawn_target, target_loader, delay)
        others: list[Any] = [worker for index, worker in enumerate(self.wrks) if index not in workers]
        if any(worker.is_alive() for worker in others):
            self.respawned_wrks.clear()
