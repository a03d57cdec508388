"""The council's standing orders on motions: what they say, and what is in force where it said nothing."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from plugins.motion.lifecycle import PUBLIC_FROM
from plugins.motion.rules import StandingOrders


class StandingOrdersSchema(Schema):
    """Standing orders as they are stored."""

    notice_days = fields.Integer(load_default=7, validate=validate.Range(0, 60))
    cut_off_hour = fields.Integer(load_default=17, validate=validate.Range(1, 24))
    word_limit = fields.Integer(load_default=500, validate=validate.Range(50, 10_000))
    motions_per_group = fields.Integer(load_default=0, validate=validate.Range(0, 100))
    has_casting_vote = fields.Boolean(load_default=True)
    quorum_parts = fields.Integer(load_default=4, validate=validate.Range(1, 10))
    most_drafters = fields.Integer(load_default=10, validate=validate.Range(0, 100))

    is_altered_before = fields.Boolean(load_default=True)
    repeat_months = fields.Integer(load_default=6, validate=validate.Range(0, 24))
    repeat_signatures = fields.Integer(load_default=10, validate=validate.Range(1, 200))
    public_from = fields.String(load_default="valid", validate=validate.OneOf(list(PUBLIC_FROM)))

    @post_load
    def _typed(self, loaded: dict[str, Any], **_: Any) -> StandingOrders:
        return StandingOrders(**loaded)
