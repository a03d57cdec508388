"""A worker process made to be killed: `python -m tests.support.crashing_worker`, settings from the environment."""

import threading

from consult.app import build_registry, connect
from consult.config import read_settings
from consult.jobs.worker import Worker
from tests.support.work import offer, write_in_steps

if __name__ == "__main__":
    settings = read_settings()
    database = connect(settings, build_registry(settings.plugins))
    Worker(database, offer(database, steps=write_in_steps), sweep_seconds=0.2).run_until(threading.Event().wait)
