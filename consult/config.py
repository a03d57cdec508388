"""Deployment settings: read from the environment, checked at start, one sentence for each fault."""

import contextlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from consult.kernel.crypto import KeyRing, new_key_ring_text, read_key_ring
from consult.kernel.errors import Misconfigured
from consult.kernel.map_tiles import MapTiles, read_map_tiles
from consult.kernel.outlines import Outlines, read_outlines
from consult.kernel.private_files import make_private, write_beside
from consult.kernel.setting_source import Source

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class NoDataFolder(Misconfigured):
    """The folder that should hold the data of the service is not there."""


@dataclass(frozen=True)
class Council:
    """The council this deployment belongs to, as its pages show it."""

    name: str
    short_name: str
    colour: str
    logo_url: str | None
    contact_email: str
    areas: tuple[str, ...]
    minimum_days: int
    closures: frozenset[date]
    needs_sign_off: bool = False
    may_publish_exact_counts: bool = False
    """Whether somebody has to sign a consultation off before it opens."""
    telephone: str = ""
    opening_hours: str = ""
    post_address: str = ""
    outlines: Outlines | None = None
    outlines_credit: str = ""
    map_tiles: MapTiles | None = None


@dataclass(frozen=True)
class MailSettings:
    """How mail leaves: by SMTP, or to the console."""

    server: str | None
    port: int
    username: str | None
    password: str | None = field(repr=False)
    use_tls: bool
    sender: str


@dataclass(frozen=True)
class Bucket:
    """Where files are kept when not in the data folder: a bucket of a service that speaks the protocol of S3."""

    name: str
    prefix: str
    endpoint: str | None
    region: str | None
    access_key: str | None
    secret_key: str | None = field(repr=False)


@dataclass(frozen=True)
class Drafting:
    """The process that keeps connections open for those who draft together: where it listens, and how it is reached."""

    url: str | None
    """What pages connect to; without it they ask once a second."""
    host: str
    port: int


@dataclass(frozen=True)
class ModelEndpoint:
    """A model that the council chose, behind an address that speaks OpenAI's protocol; and what asks it."""

    url: str
    name: str
    key: str | None = field(repr=False)
    python: Path
    """The Python that has themefinder."""

    @property
    def shown(self) -> str:
        """The model and where it runs, as a reader is told."""
        return f"{self.name} ({re.sub(r'^https?://', '', self.url).partition('/')[0]})"


@dataclass(frozen=True)
class Settings:
    """All that a deployment decides."""

    data: Path
    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    keys: KeyRing
    base_url: str
    base_path: str
    trusted_hosts: tuple[str, ...]
    plugins: tuple[str, ...]
    council: Council
    mail: MailSettings
    bucket: Bucket | None
    model: ModelEndpoint | None
    drafting: Drafting
    theme: Path | None
    languages: tuple[str, ...]
    """Of pages and mails (BCP 47): the first is the council's own, the others have addresses that begin with them."""
    is_secure: bool
    proxies: int
    largest_upload: int
    second_factor: str
    """Who must have one: nobody (`off`), or everybody with a role (`staff`)."""
    made: tuple[Path, ...] = ()
    """Files of new keys that were written just now."""


def read_plugins(environment: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the names of the plugins that are on, and read no other setting."""
    return _plugins(Source(dict(os.environ if environment is None else environment), may_make=False))


def _plugins(source: Source) -> tuple[str, ...]:
    return tuple(source.words("PLUGINS", "survey,impact,motion,register,authorisation"))


def read_settings(environment: Mapping[str, str] | None = None, *, may_make: bool = True) -> Settings:
    """Read the settings from `CONSULT_…` variables; raises `Misconfigured` naming every fault.

    Unless it `may_make` them, a data folder or keys that are not there yet are a fault too: a command that was started
    without the service's settings must not begin a deployment of its own beside it.
    """
    source = Source(dict(os.environ if environment is None else environment), may_make=may_make)
    data = _writable_folder(source)
    base_url = source.text("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    address = re.fullmatch(r"https?://([^/\s:?#]+)(?::\d+)?((?:/[A-Za-z0-9._~-]+)*)", base_url)
    if address is None:
        source.fault("CONSULT_BASE_URL must be an address such as https://consult.example.gov.uk or …/consultations.")
    host, base_path = address.groups() if address else ("127.0.0.1", "")
    database_url = source.text("DATABASE_URL", f"sqlite:///{data / 'consult.sqlite3'}")
    if not re.match(r"(sqlite:///|postgres(ql)?(\+psycopg)?://)", database_url):
        source.fault("CONSULT_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    settings = Settings(
        data=data,
        database_url=re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql+psycopg://", database_url),
        secret_key=_secret_key(source, data),
        keys=_key_ring(source, data),
        base_url=base_url,
        base_path=base_path,
        trusted_hosts=tuple(source.words("TRUSTED_HOSTS", f"{host},localhost,127.0.0.1")),
        plugins=_plugins(source),
        council=_council(source),
        mail=_mail(source),
        bucket=_bucket(source),
        model=_model(source),
        drafting=_drafting(source, base_url),
        theme=source.folder("THEME"),
        languages=tuple(source.words("LANGUAGES", "en-GB")) or ("en-GB",),
        is_secure=base_url.startswith("https://"),
        proxies=source.number("PROXIES", 0, minimum=0, maximum=5),
        largest_upload=source.number("LARGEST_UPLOAD_MB", 25, minimum=1, maximum=200) * 1024 * 1024,
        second_factor=source.word("SECOND_FACTOR", ("off", "staff")),
        made=tuple(source.made),
    )
    source.name_unknown()
    source.stop_at_faults()
    return settings


def _writable_folder(source: Source) -> Path:
    data = Path(source.text("DATA", "var")).absolute()
    if not source.may_make and not data.is_dir():
        raise NoDataFolder(
            f"There is no data folder {data}. If this machine runs Consult already, name its settings with --env-file; "
            "to begin, run “consult db upgrade”."
        )
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = data / f".writable-{secrets.token_hex(8)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Misconfigured(
            f"Consult cannot write to its data folder {data} ({error.strerror}). "
            "Set CONSULT_DATA to a folder it may write to."
        ) from error
    return data


def _kept_secret(source: Source, path: Path, fresh: str) -> str:
    """Keep a secret of this deployment in its data folder; the first process to come writes it."""
    if not path.exists() and not source.may_make:
        source.fault(
            f"There is no {path.name} in {path.parent}. If this database was used before, put the file back; to begin, "
            "run “consult db upgrade” with the settings of the service."
        )
        return fresh
    if not path.exists():
        unfinished = write_beside(path, fresh)
        # A link appears whole or not at all, so nobody who starts at the same moment reads half a secret.
        with contextlib.suppress(FileExistsError):
            os.link(unfinished, path)
            source.made.append(path)
        unfinished.unlink()
    make_private(path)
    return path.read_text().strip()


def _secret_key(source: Source, data: Path) -> str:
    given = source.optional("SECRET_KEY")
    if given is not None and len(given) < 32:
        source.fault("CONSULT_SECRET_KEY must have at least 32 characters.")
    return given or _kept_secret(source, data / "secret-key", secrets.token_urlsafe(48))


def _key_ring(source: Source, data: Path) -> KeyRing:
    text = source.optional("ENCRYPTION_KEYS")
    text = text or _kept_secret(source, data / "encryption-keys", new_key_ring_text())
    try:
        return read_key_ring(text)
    except ValueError as error:
        source.fault(f"CONSULT_ENCRYPTION_KEYS must be id:key pairs with base64 keys of 32 bytes. {error}")
        return read_key_ring(new_key_ring_text())


def _council(source: Source) -> Council:
    colour = source.text("COUNCIL_COLOUR", "#1d5b79")
    if not _COLOUR.fullmatch(colour):
        source.fault(f"CONSULT_COUNCIL_COLOUR must be a colour such as #1d5b79; it is “{colour}”.")
    name = source.text("COUNCIL_NAME", "Example Council")
    return Council(
        name=name,
        short_name=source.text("COUNCIL_SHORT_NAME", name.removesuffix(" Council")),
        colour=colour,
        logo_url=source.optional("COUNCIL_LOGO"),
        contact_email=source.address("CONTACT_EMAIL", "consultations@council.example"),
        areas=tuple(source.words("AREAS", "")),
        minimum_days=source.number("MINIMUM_DAYS", 28, minimum=1, maximum=365),
        closures=source.days("CLOSURES"),
        needs_sign_off=source.flag("SIGN_OFF", False),
        may_publish_exact_counts=source.flag("EXACT_COUNTS", False),
        telephone=source.text("TELEPHONE", ""),
        opening_hours=source.text("OPENING_HOURS", ""),
        post_address=source.text("POST_ADDRESS", ""),
        outlines=_outlines(source),
        outlines_credit=source.text("OUTLINES_CREDIT", ""),
        map_tiles=_map_tiles(source),
    )


def _outlines(source: Source) -> Outlines | None:
    named = source.optional("OUTLINES")
    if named is None:
        return None
    if source.optional("OUTLINES_CREDIT") is None:
        source.fault("CONSULT_OUTLINES_CREDIT must say whose CONSULT_OUTLINES are, as their licence asks.")
    try:
        return read_outlines(Path(named).read_bytes())
    except (OSError, ValueError) as error:
        source.fault(f"CONSULT_OUTLINES names a file that cannot be used: {error}.")
        return None


def _map_tiles(source: Source) -> MapTiles | None:
    address, credit = source.optional("MAP_TILES"), source.optional("MAP_TILES_CREDIT")
    if address is None:
        if credit is not None:
            source.fault("CONSULT_MAP_TILES must name the pictures that CONSULT_MAP_TILES_CREDIT is about.")
        return None
    if credit is None:
        source.fault("CONSULT_MAP_TILES_CREDIT must say whose CONSULT_MAP_TILES are, as their licence asks.")
    if source.optional("OUTLINES") is None:
        source.fault("CONSULT_MAP_TILES needs CONSULT_OUTLINES: pictures are shown beneath the outlines of the wards.")
    try:
        return read_map_tiles(address, credit or "")
    except ValueError as error:
        source.fault(f"CONSULT_MAP_TILES {error}.")
        return None


def _mail(source: Source) -> MailSettings:
    return MailSettings(
        server=source.optional("SMTP_SERVER"),
        port=source.number("SMTP_PORT", 587, minimum=1, maximum=65535),
        username=source.optional("SMTP_USERNAME"),
        password=source.optional("SMTP_PASSWORD"),
        use_tls=source.flag("SMTP_TLS", True),
        sender=source.address("MAIL_FROM", "Consult <no-reply@council.example>", is_named=True),
    )


def _bucket(source: Source) -> Bucket | None:
    url = source.optional("FILES_URL")
    endpoint = source.optional("FILES_ENDPOINT")
    access_key, secret_key = source.optional("FILES_ACCESS_KEY"), source.optional("FILES_SECRET_KEY")
    region = source.optional("FILES_REGION")
    if url is None:
        if any((endpoint, access_key, secret_key, region)):
            source.fault(
                "CONSULT_FILES_URL must name the bucket, such as s3://consult-files, that the others are about."
            )
        return None
    address = re.fullmatch(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9._-]+)*)/?", url)
    if address is None:
        source.fault("CONSULT_FILES_URL must be a bucket such as s3://consult-files or s3://consult-files/live.")
        return None
    if endpoint is not None and not re.fullmatch(r"https?://[^/\s]+/?", endpoint):
        source.fault("CONSULT_FILES_ENDPOINT must be an address such as https://objects.example.gov.uk.")
    if (access_key is None) != (secret_key is None):
        source.fault("CONSULT_FILES_ACCESS_KEY and CONSULT_FILES_SECRET_KEY must both be set, or neither.")
    name, prefix = address.groups()
    return Bucket(
        name=name,
        prefix=prefix.strip("/"),
        endpoint=endpoint.rstrip("/") if endpoint else None,
        region=region,
        access_key=access_key,
        secret_key=secret_key,
    )


def _drafting(source: Source, base_url: str) -> Drafting:
    url, listen = source.optional("DRAFTING_URL"), source.text("DRAFTING_LISTEN", "127.0.0.1:8001")
    here = urlsplit(base_url)
    wanted = "wss" if here.scheme == "https" else "ws"
    found = re.fullmatch(
        r"(wss?)://([^/\s:?#@]+)(:[0-9]{1,5})?((/[A-Za-z0-9._~-]+)*)", url or f"{wanted}://{here.hostname}"
    )
    # Elsewhere a browser would not send the cookie that says who is signed in.
    if found is None or found.group(1, 2) != (wanted, here.hostname):
        source.fault(
            f"CONSULT_DRAFTING_URL must begin with {wanted}://{here.hostname}, as the public address of the pages does."
        )
    host, _, port = listen.rpartition(":")
    if not host or not port.isdecimal() or not 1 <= int(port) <= 65535:
        source.fault(f"CONSULT_DRAFTING_LISTEN must be an address and a port such as 127.0.0.1:8001; it is “{listen}”.")
        host, port = "127.0.0.1", "8001"
    return Drafting(url=url, host=host.strip("[]"), port=int(port))


def _model(source: Source) -> ModelEndpoint | None:
    url, name, key = source.optional("MODEL_URL"), source.optional("MODEL_NAME"), source.optional("MODEL_KEY")
    python = source.optional("THEMEFINDER")
    if url is None:
        if name or key or python:
            source.fault(
                "CONSULT_MODEL_URL must name the endpoint, such as https://models.example.gov.uk/v1, that the others "
                "are about."
            )
        return None
    if not re.fullmatch(r"https://[^/\s@]+(/\S*)?|http://(127\.0\.0\.1|localhost)(:[0-9]+)?(/\S*)?", url):
        source.fault(
            "CONSULT_MODEL_URL must begin with https://, or with http://127.0.0.1 for a model on this machine."
        )
    if name is None:
        source.fault("CONSULT_MODEL_NAME must name the model at CONSULT_MODEL_URL.")
    if python is None or not Path(python).is_file():
        source.fault("CONSULT_THEMEFINDER must be the Python that has themefinder: see the guide for operators.")
    return ModelEndpoint(url=url.rstrip("/"), name=name or "", key=key, python=Path(python or ""))
