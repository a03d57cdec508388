"""The part of the world that programs have: an access token of an officer."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.accounts.access_tokens import make_token
from consult.accounts.models import AccessToken
from consult.kernel.reach import Reach
from tests.factories import XSS

if TYPE_CHECKING:
    from tests.architecture.world import World


def fill_programs(world: "World") -> None:
    """Let an officer have a token, which nobody may come across."""
    owner = world.people["officer"]
    name = f"{world.secret('name-of-program', {'officer', 'administrator'})} {XSS}"
    secret = make_token(world.session, world.actor("officer"), owner, name=name, allows=tuple(Reach), days=30)
    world.canaries[secret] = frozenset()
    world.sealed.add(secret)
    world.places.update(token=world.session.scalars(select(AccessToken.id)).one(), token_owner=owner.id)
