"""What is asked of a member's seat and of a role, and in which order faults are told."""

from flask import Flask

from consult.office.forms import EditMemberForm, EditRoleForm, NewMemberForm, edit_form
from consult.office.models import OfficeTerm
from tests.consult.office.council import member, police


def test_a_term_is_edited_by_the_form_of_its_role() -> None:
    assert edit_form(OfficeTerm(**member().plain())) is EditMemberForm
    assert edit_form(OfficeTerm(**police().plain())) is EditRoleForm


def test_faults_are_told_in_the_order_of_the_page(application: Flask) -> None:
    with application.test_request_context("/", method="POST"):
        form = NewMemberForm()
        form.offer([])
        assert not form.validate_on_submit()
        assert [field.short_name for field in form if field.errors] == ["holder", "name", "ward", "seat", "from_on"]
