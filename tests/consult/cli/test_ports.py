"""A busy port is told in one sentence that names another."""

import socket

import pytest

from consult.cli.ports import port_beside, require_free_port
from consult.kernel.errors import Misconfigured
from tests.consult.cli.conftest import Run
from tests.support.server import free_port


def test_a_free_port_is_fine() -> None:
    require_free_port("127.0.0.1", free_port(), "consult serve --port {port}")


@pytest.mark.parametrize(
    ("command", "from_make", "way_out"),
    [
        ("serve", False, "consult serve --port {}"),
        ("demo", False, "consult demo --port {}"),
        ("demo", True, "make demo ARGS='--port {}'"),
    ],
)
def test_a_busy_port_is_named_with_the_way_out(
    run: Run, monkeypatch: pytest.MonkeyPatch, command: str, from_make: bool, way_out: str
) -> None:
    run("db", "upgrade")
    monkeypatch.delenv("MAKELEVEL", raising=False)
    if from_make:
        monkeypatch.setenv("MAKELEVEL", "1")
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        result = run(command, "--port", str(port))
    assert result.exit_code == 2
    assert result.stderr.strip() == (
        f"Port {port} of 127.0.0.1 cannot be used (Address already in use). "
        f"Choose another one: {way_out.format(port + 1)}"
    )


def test_the_port_beside_is_the_next_one_unless_somebody_has_it() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert port_beside("127.0.0.1", port - 1) != port
    assert port_beside("127.0.0.1", port - 1) == port
    assert port_beside("127.0.0.1", 65535) > 0


def test_an_address_that_is_not_ours_is_named() -> None:
    with pytest.raises(Misconfigured, match=r"Port 8000 of 192\.0\.2\.1 cannot be used"):
        require_free_port("192.0.2.1", 8000, "consult serve --port {port}")
