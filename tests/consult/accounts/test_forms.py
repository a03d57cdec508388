"""What is typed to sign in, to join and to look after accounts: passwords untouched, and no role but those given so."""

import pytest
from flask import Flask

from consult.accounts.forms import (
    ChangePasswordForm,
    InviteForm,
    JoinForm,
    NewPasswordForm,
    OrganisationForm,
    PeopleFilter,
    RolesForm,
    SignInForm,
)
from consult.accounts.passwords import LONGEST
from consult.kernel.authz import Role
from consult.web.forms import Form
from tests.support.forms import faults, filled


@pytest.mark.parametrize(
    "password", ["  spaces around it  ", "пароль-длинный-достаточно", "'; DROP TABLE person; --", "😀" * 12]
)
def test_a_password_is_taken_exactly_as_it_was_typed(application: Flask, password: str) -> None:
    assert filled(application, SignInForm, {"email": "a@x.example", "password": password}).password.data == password
    assert filled(application, NewPasswordForm, {"password": password}).password.data == password


@pytest.mark.parametrize("form", [SignInForm, NewPasswordForm, ChangePasswordForm, JoinForm])
def test_a_password_too_long_to_be_worked_on_is_refused(application: Flask, form: type[Form]) -> None:
    assert "password" in faults(filled(application, form, {"password": "x" * (LONGEST + 1)}))
    assert "password" not in faults(filled(application, form, {"password": "x" * LONGEST}))


@pytest.mark.parametrize("role", [*Role])
def test_membership_of_a_group_is_given_by_the_group_and_every_other_role_by_an_administrator(
    application: Flask, role: Role
) -> None:
    is_given = role is not Role.GROUP_MEMBER
    invited = filled(application, InviteForm, {"email": "a@x.example", "role": role})
    assert ("role" not in faults(invited)) is is_given
    granted = filled(application, RolesForm, {"roles": [role]})
    assert ("roles" not in faults(granted)) is is_given


def test_a_role_that_is_none_is_refused_and_all_roles_may_be_taken_away(application: Flask) -> None:
    assert "roles" in faults(filled(application, RolesForm, {"roles": ["officer", "emperor"]}))
    assert faults(filled(application, RolesForm, {})) == {}


@pytest.mark.parametrize("email", ["", "no-address", "a@x.example\nBcc: all@x.example", "a b@x.example"])
def test_what_is_no_address_gets_no_invitation(application: Flask, email: str) -> None:
    assert "email" in faults(filled(application, InviteForm, {"email": email, "role": "officer"}))


@pytest.mark.parametrize("number", ["0", "-5", "1.5", "many", "1000001"])
def test_a_group_speaks_for_a_number_of_people_or_for_an_unknown_one(application: Flask, number: str) -> None:
    assert "represents" in faults(filled(application, OrganisationForm, {"name": "Friends", "represents": number}))
    unknown = filled(application, OrganisationForm, {"name": "Friends"})
    assert faults(unknown) == {}
    assert unknown.represents.data is None


def test_the_list_of_people_begins_with_open_accounts(application: Flask) -> None:
    with application.test_request_context("/"):
        assert PeopleFilter().standing.data == "active"
    with application.test_request_context("/", query_string={"standing": "closed", "role": "auditor"}):
        form = PeopleFilter()
        assert (form.standing.data, form.role.data) == ("closed", "auditor")
