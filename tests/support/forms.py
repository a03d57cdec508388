"""Filling in a form without a page around it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask import Flask

from consult.web.forms import Form

Filled = TypeVar("Filled", bound=Form)


def filled(app: Flask, form: Callable[..., Filled], typed: Mapping[str, Any]) -> Filled:
    """Return the form as it is after somebody sent this, with what is wrong with it."""
    with app.test_request_context("/", method="POST", data=dict(typed)):
        made = form(meta={"csrf": False})
        made.validate()
        return made


def faults(form: Form) -> dict[str, list[str]]:
    """Return what is wrong with the form, by field; the whole form's faults stand under an empty name."""
    return {str(name or ""): [str(item) for item in found] for name, found in form.errors.items()}
