"""The headers every answer carries, errors included."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

PERMISSIONS_POLICY = ", ".join(
    f"{name}=()" for name in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cache-Control": "no-store",
}


_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'{}",
        "style-src 'self'",
        "img-src 'self'{}",
        "font-src 'self'",
        "connect-src 'self'{}",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)


def csp_nonce() -> str:
    """Return this answer's nonce, for the scripts we put on the page ourselves."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def connect_to(address: str) -> str:
    """Let the scripts of this answer's page connect to an address, which is returned."""
    parts = urlsplit(address)
    g.csp_connections = f" {parts.scheme}://{parts.netloc}"
    return address


def show_pictures_from(origin: str) -> None:
    """Let this answer's page load pictures from another server, of which only one is ever named."""
    g.csp_pictures = origin


def pictures_from() -> str:
    """Return from which other server this answer's page loads pictures; nothing for none."""
    origin: str = g.get("csp_pictures", "")
    return origin


def content_security_policy(nonce: str | None, connections: str = "", pictures: str = "") -> str:
    """Return the policy: nothing but our own files, no inline script or style, no framing."""
    return _POLICY.format(f" 'nonce-{nonce}'" if nonce else "", f" {pictures}" if pictures else "", connections)


def init_headers(app: Flask, *, is_secure: bool) -> None:
    """Put the security headers on every answer; a view may only make them stricter."""

    always = ALWAYS | ({"Strict-Transport-Security": "max-age=31536000; includeSubDomains"} if is_secure else {})

    @app.after_request
    def _headers(response: Response) -> Response:
        wanted = {
            "Content-Security-Policy": content_security_policy(
                g.get("csp_nonce"), g.get("csp_connections", ""), pictures_from()
            ),
            **always,
        }
        if request.endpoint in {"assets.file", "theme.stylesheet", "static"}:
            del wanted["Cache-Control"]
        present = {name.lower() for name, _value in response.headers}
        for name, value in wanted.items():
            if name.lower() not in present:
                response.headers.add(name, value)
        return response
