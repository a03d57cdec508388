"""A device is shared for the activities it was set up for, and no others."""

from flask import Flask

from consult.journey.kiosk_cookies import become_kiosk, is_kiosk, stop_being_kiosk


def test_a_device_is_shared_for_each_activity_apart(application: Flask) -> None:
    with application.test_request_context():
        assert not is_kiosk(3)
        become_kiosk(3)
        become_kiosk(5)
        become_kiosk(3)
        assert (is_kiosk(3), is_kiosk(4), is_kiosk(5)) == (True, False, True)
        stop_being_kiosk(3)
        assert (is_kiosk(3), is_kiosk(5)) == (False, True)
