"""Email addresses."""

from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.addresses import is_address, read_address
from consult.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("name@example.com", "name@example.com"),
        ("  Name.Of-Me+tag@Example.COM ", "Name.Of-Me+tag@example.com"),
        ("o'name@example.com", "o'name@example.com"),
        ("name@münchen.example", "name@xn--mnchen-3ya.example"),
        ("name@ex\u0430mple.com", "name@xn--exmple-4nf.com"),
    ],
)
def test_an_address_has_one_form(typed: str, kept: str) -> None:
    assert read_address(typed) == kept
    assert read_address(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "name",
        "name@",
        "name@example",
        "name@server.localhost",
        "@example.com",
        "a b@example.com",
        "x:victim@example.com",
        "x:victim@example.com;",
        "a(b)@example.com",
        "a;b@example.com",
        "a,b@example.com",
        "<name@example.com>",
        "Name <name@example.com>",
        '"a b"@example.com',
        "name@example.com.",
        "name@example..com",
        "name@example.com\nBcc: other@example.com",
        "na\u200bme@example.com",
        "n\u043eme@example.com",
        "o\u2019name@example.com",
        "name@[127.0.0.1]",
        "name@example.com, other@example.com",
        "x" * 300 + "@example.com",
    ],
)
def test_what_may_mean_another_address_is_refused(typed: str) -> None:
    assert not is_address(typed)
    with pytest.raises(Invalid, match=r"like name@example\.com"):
        read_address(typed)


@given(st.text(max_size=60) | st.from_regex(r"[!-~]{1,20}@[!-~]{1,20}\.com", fullmatch=True))
def test_whatever_is_taken_is_read_by_mail_programs_as_typed(typed: str) -> None:
    if is_address(typed):
        kept = read_address(typed)
        message = EmailMessage()
        message["To"] = kept
        assert getaddresses([str(message["To"])]) == [("", kept)]
