"""The file with a service's settings."""

from pathlib import Path

import pytest

from consult.cli.env_file import read_env_file
from consult.kernel.errors import Misconfigured
from tests.consult.cli.conftest import Run


def test_settings_are_read_as_systemd_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "consult.env"
    file.write_text(
        "# the council\n\nCONSULT_COUNCIL_NAME=Newham Council: not found\n; a note\n"
        "CONSULT_AREAS=\"Abbey, St Mary's\"\nexport CONSULT_DATA='/var/lib/consult'\nCONSULT_X=$(touch /tmp/x) \n"
    )
    assert read_env_file(file) == {
        "CONSULT_COUNCIL_NAME": "Newham Council: not found",
        "CONSULT_AREAS": "Abbey, St Mary's",
        "CONSULT_DATA": "/var/lib/consult",
        "CONSULT_X": "$(touch /tmp/x)",
    }


@pytest.mark.parametrize(("content", "sentence"), [("A=1\nno setting\n", "Line 2 of"), (None, "cannot be read")])
def test_what_is_no_such_file_is_told_with_its_line(tmp_path: Path, content: str | None, sentence: str) -> None:
    file = tmp_path / "consult.env"
    if content is not None:
        file.write_text(content)
    with pytest.raises(Misconfigured, match=sentence):
        read_env_file(file)


def test_a_command_works_on_the_service_that_the_file_names(
    run: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    run("db", "upgrade")
    file = tmp_path / "consult.env"
    file.write_text("".join(f"{name}={value}\n" for name, value in environment.items()))
    without = dict.fromkeys(environment, "")
    nowhere = str(tmp_path / "nowhere")
    assert run("privacy", "purge", **{**without, "CONSULT_DATA": nowhere}).exit_code == 2
    for arguments, more in ((("--env-file", str(file)), {}), ((), {"CONSULT_ENV_FILE": str(file)})):
        done = run(*arguments, "privacy", "purge", **{**without, "CONSULT_DATA": nowhere}, **more)
        assert done.exit_code == 0, done.stderr
    assert not Path(nowhere).exists()
