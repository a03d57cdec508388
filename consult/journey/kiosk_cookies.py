"""Which activities a shared device is set up for: whoever uses it next sees nothing of the one before."""

from flask import session as cookie

KIOSK = "kiosk"


def is_kiosk(activity_id: int) -> bool:
    """Whether this device was set up for many people to answer this activity on."""
    return activity_id in cookie.get(KIOSK, ())


def become_kiosk(activity_id: int) -> None:
    """Set this device up for an activity."""
    cookie[KIOSK] = sorted({*cookie.get(KIOSK, ()), activity_id})


def stop_being_kiosk(activity_id: int) -> None:
    """Let this device be one person's again."""
    cookie[KIOSK] = [kept for kept in cookie.get(KIOSK, ()) if kept != activity_id]
