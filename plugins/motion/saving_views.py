"""Saving what a form says of a motion, and where whoever sent it goes then."""

from collections.abc import Callable

from flask import redirect
from flask.typing import ResponseReturnValue

from consult.sdk.errors import Conflict, Invalid, SavedOtherwise
from consult.sdk.forms import Form


def saved(form: Form, save: Callable[[], object], *, page: str, see: str) -> ResponseReturnValue | None:
    """Save what a form says and go to a page; return nothing where it is wrong, and the form says why.

    Where it was saved otherwise before, the reader is shown both, with a link to the page whose words are `see`.
    """
    try:
        save()
    except SavedOtherwise as error:
        error.ways = ((see, page),)
        raise
    except (Conflict, Invalid) as error:
        form.take_errors(error)
        return None
    return redirect(page, 303)
