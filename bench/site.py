"""A deployment of Consult for measuring: one open consultation with ten questions, and a known secret."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from consult.app import build_registry, connect, create_app
from consult.config import read_settings
from consult.consultations.models import Activity, Consultation, State
from consult.contract.registry import Registry
from consult.journey.drafts import Content, start_draft
from consult.kernel import clock
from consult.kernel.authz import SYSTEM
from consult.kernel.crypto import new_key_ring_text
from consult.kernel.db import Database
from consult.migrate import upgrade
from consult.responses.questions import set_questions

AREAS = ("Beckton", "Boleyn", "East Ham", "Little Ilford", "Manor Park", "Plashet", "Stratford", "Wall End")


@dataclass(frozen=True)
class Site:
    """The deployment, open in this process too."""

    environment: dict[str, str]
    database: Database
    registry: Registry
    app: Flask
    activity_id: int
    slug: str
    database_pid: int | None = None

    @property
    def database_name(self) -> str:
        """Which kind of database it runs on."""
        return "SQLite" if self.database.is_sqlite else "PostgreSQL"

    def cookie(self, codes: dict[str, str], csrf: str) -> str:
        """Return the cookie of a browser that holds these codes."""
        serializer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        value = serializer.dumps({"csrf_token": csrf, "codes": codes})
        return f"{self.app.config['SESSION_COOKIE_NAME']}={value}"

    def form_token(self, csrf: str) -> str:
        """Return a form token that fits that cookie."""
        serializer = URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token")
        return str(serializer.dumps(csrf))

    def drafts(self, count: int, answers: dict[str, str]) -> list[str]:
        """Begin so many complete drafts and return their codes."""
        codes: list[str] = []
        while len(codes) < count:
            with self.database.unit_of_work() as session:
                for _ in range(min(500, count - len(codes))):
                    content = Content(answers=dict(answers), area="Plashet", about_you={"age_band": "25_34"})
                    codes.append(start_draft(session, self.activity_id, 1, content=content))
        return codes


def make_site(
    folder: Path,
    questions: dict[str, object],
    *,
    plugins: str = "survey,impact,motion",
    database_url: str | None = None,
    database_pid: int | None = None,
) -> Site:
    """Make an empty deployment in a folder, on SQLite there or on the database at an address."""
    folder.mkdir(parents=True)
    environment = {
        "CONSULT_DATA": str(folder),
        "CONSULT_SECRET_KEY": os.urandom(32).hex(),
        "CONSULT_ENCRYPTION_KEYS": new_key_ring_text(),
        "CONSULT_PLUGINS": plugins,
        "CONSULT_AREAS": ",".join(AREAS),
    }
    if database_url is not None:
        environment["CONSULT_DATABASE_URL"] = database_url
    settings = read_settings(environment)
    registry = build_registry(settings.plugins)
    database = connect(settings, registry)
    upgrade(database, registry)
    at = clock.now()
    with database.unit_of_work() as session:
        consultation = Consultation(
            slug="measured",
            title="Measured",
            summary="A consultation for measuring.",
            opens_at=at - timedelta(days=1),
            closes_at=at + timedelta(days=30),
            state=State.OPEN,
            created_at=at,
        )
        activity = Activity(kind="response", title="Your response", consultation=consultation)
        session.add_all([consultation, activity])
        session.flush()
        set_questions(session, SYSTEM, activity, questions)
        activity_id = activity.id
    app = create_app(settings, database=database, registry=registry)
    return Site(environment, database, registry, app, activity_id, "measured", database_pid)
