"""Settings are checked at the start, one sentence for each fault, and secrets are kept."""

import stat
import threading
from pathlib import Path

import pytest

from consult.config import Drafting, NoDataFolder, Settings, read_settings
from consult.kernel.errors import Misconfigured
from tests.consult.kernel.test_outlines import WARDS


def read(tmp_path: Path, **given: str) -> Settings:
    return read_settings({"CONSULT_DATA": str(tmp_path), **{f"CONSULT_{name}": value for name, value in given.items()}})


def test_nothing_but_a_folder_is_needed(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'consult.sqlite3'}"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.trusted_hosts == ("127.0.0.1", "localhost", "127.0.0.1")
    assert settings.plugins == ("survey", "impact", "motion", "register", "authorisation")
    assert not settings.is_secure
    assert settings.council.minimum_days == 28
    assert settings.council.closures == frozenset()
    assert settings.mail.server is None
    assert settings.drafting == Drafting(None, "127.0.0.1", 8001)


def test_everything_can_be_chosen(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    theme.mkdir()
    settings = read(
        tmp_path,
        DATABASE_URL="postgres://consult@db.example/consult",
        BASE_URL="https://consult.newham.example/",
        TRUSTED_HOSTS="consult.newham.example, www.newham.example",
        PLUGINS="motion",
        COUNCIL_NAME="Newham Council",
        COUNCIL_COLOUR="#AA0000",
        AREAS="Beckton, Canning Town",
        MINIMUM_DAYS="84",
        SMTP_SERVER="mail.example",
        SMTP_PORT="465",
        SMTP_TLS="no",
        THEME=str(theme),
        PROXIES="1",
        DRAFTING_URL="wss://consult.newham.example/motions/together",
        DRAFTING_LISTEN="0.0.0.0:9001",
        LARGEST_UPLOAD_MB="10",
    )
    assert settings.database_url == "postgresql+psycopg://consult@db.example/consult"
    assert settings.base_url == "https://consult.newham.example"
    assert settings.is_secure
    assert settings.trusted_hosts == ("consult.newham.example", "www.newham.example")
    assert settings.plugins == ("motion",)
    assert settings.council.short_name == "Newham"
    assert settings.council.areas == ("Beckton", "Canning Town")
    assert (settings.mail.port, settings.mail.use_tls) == (465, False)
    assert settings.drafting == Drafting("wss://consult.newham.example/motions/together", "0.0.0.0", 9001)  # noqa: S104
    assert (settings.theme, settings.proxies, settings.largest_upload) == (theme, 1, 10 * 1024 * 1024)


def test_outlines_are_read_with_their_credit(tmp_path: Path) -> None:
    wards = tmp_path / "wards.geojson"
    wards.write_bytes(WARDS)
    council = read(tmp_path, OUTLINES=str(wards), OUTLINES_CREDIT="© Somebody").council
    assert council.outlines is not None
    assert [name for name, _rings in council.outlines.wards] == ["Beckton", "Islands"]
    assert council.outlines_credit == "© Somebody"
    with pytest.raises(Misconfigured, match="CONSULT_OUTLINES_CREDIT must say whose"):
        read(tmp_path, OUTLINES=str(wards))
    wards.write_text("{}")
    for named in (str(wards), str(tmp_path / "nowhere")):
        with pytest.raises(Misconfigured, match="CONSULT_OUTLINES names a file that cannot be used: "):
            read(tmp_path, OUTLINES=named, OUTLINES_CREDIT="© Somebody")


def test_pictures_of_the_ground_need_outlines_and_a_credit(tmp_path: Path) -> None:
    wards = tmp_path / "wards.geojson"
    wards.write_bytes(WARDS)
    chosen = {
        "OUTLINES": str(wards),
        "OUTLINES_CREDIT": "© Somebody",
        "MAP_TILES": "https://tiles.example/{z}/{x}/{y}.png",
        "MAP_TILES_CREDIT": "© Others",
    }
    tiles = read(tmp_path, **chosen).council.map_tiles
    assert tiles is not None
    assert (tiles.host, tiles.credit) == ("tiles.example", "© Others")
    for wrong, sentence in (
        ({"MAP_TILES_CREDIT": ""}, "CONSULT_MAP_TILES_CREDIT must say whose"),
        ({"MAP_TILES": ""}, "CONSULT_MAP_TILES must name the pictures"),
        ({"OUTLINES": "", "OUTLINES_CREDIT": ""}, "CONSULT_MAP_TILES needs CONSULT_OUTLINES"),
        ({"MAP_TILES": "http://tiles.example/{z}/{x}/{y}"}, "CONSULT_MAP_TILES must be an address such as"),
        ({"MAP_TILES": "https://tiles.example/{z}/{x}/{y}?key=k"}, "CONSULT_MAP_TILES must have no “[?]”"),
    ):
        with pytest.raises(Misconfigured, match=sentence):
            read(tmp_path, **{**chosen, **wrong})


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("BASE_URL", "consult.example", "CONSULT_BASE_URL must be an address such as https://"),
        ("BASE_URL", "https://consult.example/app?x=1", "must be an address"),
        ("DATABASE_URL", "mysql://x", "CONSULT_DATABASE_URL must begin with sqlite:/// or postgresql://."),
        ("SECRET_KEY", "short", "CONSULT_SECRET_KEY must have at least 32 characters."),
        ("ENCRYPTION_KEYS", "k1:short", "CONSULT_ENCRYPTION_KEYS must be id:key pairs"),
        ("COUNCIL_COLOUR", "blue", "CONSULT_COUNCIL_COLOUR must be a colour such as #1d5b79; it is “blue”."),
        ("SECOND_FACTOR", "all", "CONSULT_SECOND_FACTOR must be off or staff; it is “all”."),
        ("CLOSURES", "24.12.", "CONSULT_CLOSURES must be days such as 2026-12-24 or 2026-12-29/2026-12-31"),
        (
            "CLOSURES",
            "2026-12-31/2026-12-29",
            "CONSULT_CLOSURES has “2026-12-31/2026-12-29”, which ends before it begins",
        ),
        ("CLOSURES", "2026-12-24/2026-12-25/2026-12-26", "CONSULT_CLOSURES must be days such as"),
        ("MINIMUM_DAYS", "0", "CONSULT_MINIMUM_DAYS must be a whole number from 1 to 365; it is “0”."),
        ("SMTP_PORT", "mail", "CONSULT_SMTP_PORT must be a whole number from 1 to 65535; it is “mail”."),
        ("MAIL_FROM", "nonsense", "CONSULT_MAIL_FROM must be an email address, with or without a name before it"),
        ("MAIL_FROM", "Consult <a@b@c.example>", "CONSULT_MAIL_FROM must be an email address"),
        ("CONTACT_EMAIL", "nonsense", "CONSULT_CONTACT_EMAIL must be an email address"),
        ("SMTP_TLS", "maybe", "CONSULT_SMTP_TLS must be yes or no; it is “maybe”."),
        ("THEME", "/nowhere/theme", "CONSULT_THEME names the folder /nowhere/theme, which does not exist."),
        ("PROXIES", "-1", "CONSULT_PROXIES must be a whole number from 0 to 5; it is “-1”."),
        ("FILES_URL", "https://objects.example/files", "CONSULT_FILES_URL must be a bucket such as s3://consult-files"),
        ("FILES_URL", "s3://A_B", "CONSULT_FILES_URL must be a bucket such as s3://consult-files"),
        ("FILES_ENDPOINT", "https://objects.example", "CONSULT_FILES_URL must name the bucket"),
        ("DRAFTING_URL", "wss://127.0.0.1/together", "CONSULT_DRAFTING_URL must begin with ws://127.0.0.1,"),
        ("DRAFTING_URL", "ws://elsewhere.example/together", "CONSULT_DRAFTING_URL must begin with ws://127.0.0.1,"),
        ("DRAFTING_LISTEN", "8001", "CONSULT_DRAFTING_LISTEN must be an address and a port such as 127.0.0.1:8001"),
        ("LARGEST_UPLOAD_MB", "9999", "CONSULT_LARGEST_UPLOAD_MB must be a whole number from 1 to 200"),
    ],
)
def test_a_fault_is_told_in_a_sentence(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    with pytest.raises(Misconfigured) as caught:
        read(tmp_path, **{name: value})
    assert sentence in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as caught:
        read(tmp_path, PROXIES="many", SMTP_TLS="maybe", DATABASE_URL="mysql://x")
    assert len(str(caught.value).splitlines()) == 3


def test_a_folder_that_cannot_be_made_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured, match=r"cannot write to its data folder .* Set CONSULT_DATA"):
        read(tmp_path / "file" / "data")


def test_secrets_are_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path)
    assert first.secret_key == second.secret_key
    assert first.keys.keys == second.keys.keys
    for name in ("secret-key", "encryption-keys"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_another_folder_has_other_secrets(tmp_path: Path) -> None:
    assert read(tmp_path / "a").secret_key != read(tmp_path / "b").secret_key


def test_processes_that_start_together_agree_on_the_secrets(tmp_path: Path) -> None:
    found: list[str] = []
    start = threading.Barrier(8)

    def begin() -> None:
        start.wait()
        found.append(read(tmp_path).secret_key)

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_password_is_not_shown_when_settings_are_printed(tmp_path: Path) -> None:
    settings = read(tmp_path, SMTP_PASSWORD="canary-password", SECRET_KEY="canary-secret-" * 4)
    assert "canary" not in repr(settings)
    assert str(settings.keys.keys[settings.keys.current]) not in repr(settings)


def test_a_setting_that_is_none_is_named_with_what_it_is_like(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured) as refused:
        read(tmp_path, COUNCIL_NAM="Newham Council", NOTHING_LIKE_IT="1", TEST_PG="x", ENV_FILE="x")
    assert str(refused.value).splitlines() == [
        "CONSULT_COUNCIL_NAM is no setting of Consult. Did you mean CONSULT_COUNCIL_NAME?",
        "CONSULT_NOTHING_LIKE_IT is no setting of Consult.",
    ]


def test_only_what_may_begin_a_deployment_makes_its_folder_and_keys(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with pytest.raises(NoDataFolder, match="--env-file"):
        read_settings({"CONSULT_DATA": str(folder)}, may_make=False)
    assert not folder.exists()
    folder.mkdir()
    with pytest.raises(Misconfigured, match=f"There is no secret-key in {folder}"):
        read_settings({"CONSULT_DATA": str(folder)}, may_make=False)
    assert list(folder.iterdir()) == []
    read_settings({"CONSULT_DATA": str(folder)})
    read_settings({"CONSULT_DATA": str(folder)}, may_make=False)


@pytest.mark.parametrize(
    ("address", "path"),
    [("https://consult.example", ""), ("https://consult.example:8443/", ""), ("http://a.example/x/y/", "/x/y")],
)
def test_the_site_may_live_below_a_path(tmp_path: Path, address: str, path: str) -> None:
    settings = read(tmp_path, BASE_URL=address)
    assert settings.base_path == path
    assert settings.base_url == address.rstrip("/")
    assert "/" not in settings.trusted_hosts[0] + settings.trusted_hosts[0]


def test_files_are_kept_in_the_data_folder_unless_a_bucket_is_named(tmp_path: Path) -> None:
    assert read(tmp_path).bucket is None
    bucket = read(tmp_path, FILES_URL="s3://consult-files/live/2026/").bucket
    assert bucket is not None
    assert (bucket.name, bucket.prefix, bucket.endpoint, bucket.access_key) == (
        "consult-files",
        "live/2026",
        None,
        None,
    )
    given = {"FILES_ENDPOINT": "https://objects.example/", "FILES_ACCESS_KEY": "k", "FILES_SECRET_KEY": "hidden"}
    bucket = read(tmp_path, FILES_URL="s3://consult-files", FILES_REGION="eu-west-2", **given).bucket
    assert bucket is not None
    assert (bucket.prefix, bucket.endpoint, bucket.region) == ("", "https://objects.example", "eu-west-2")
    assert (bucket.access_key, bucket.secret_key) == ("k", "hidden")
    assert "hidden" not in repr(bucket)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"FILES_ENDPOINT": "objects.example"}, "CONSULT_FILES_ENDPOINT must be an address"),
        (
            {"FILES_ACCESS_KEY": "k"},
            "CONSULT_FILES_ACCESS_KEY and CONSULT_FILES_SECRET_KEY must both be set, or neither",
        ),
    ],
)
def test_a_bucket_that_is_half_described_is_a_fault(tmp_path: Path, changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        read(tmp_path, FILES_URL="s3://consult-files", **changes)


def test_a_model_needs_an_address_a_name_and_the_python_that_asks_it(tmp_path: Path) -> None:
    assert read(tmp_path).model is None
    python = tmp_path / "python"
    python.touch()
    chosen = {"MODEL_URL": "https://models.example.gov.uk/v1/", "MODEL_NAME": "small", "THEMEFINDER": str(python)}
    model = read(tmp_path, **chosen, MODEL_KEY="not-to-be-shown").model
    assert model is not None
    assert (model.url, model.shown) == ("https://models.example.gov.uk/v1", "small (models.example.gov.uk)")
    assert "not-to-be-shown" not in repr(model)
    assert read(tmp_path, **{**chosen, "MODEL_URL": "http://127.0.0.1:8080/v1"}).model is not None
    for wrong, sentence in (
        ({"MODEL_URL": ""}, "CONSULT_MODEL_URL must name the endpoint"),
        ({"MODEL_URL": "http://models.example.gov.uk/v1"}, "must begin with https://"),
        ({"MODEL_URL": "https://user@models.example/v1"}, "must begin with https://"),
        ({"MODEL_NAME": ""}, "CONSULT_MODEL_NAME must name"),
        ({"THEMEFINDER": "/nowhere"}, "CONSULT_THEMEFINDER must be the Python"),
    ):
        with pytest.raises(Misconfigured, match=sentence):
            read(tmp_path, **{**chosen, **wrong})
