"""The headers every answer carries, errors included."""

import secrets

from flask import Flask, Response, g, request

PERMISSIONS_POLICY = ", ".join(
    f"{name}=()" for name in ("accelerometer", "camera", "geolocation", "gyroscope", "microphone", "payment", "usb")
)


def csp_nonce() -> str:
    """Return this answer's nonce, for the scripts we put on the page ourselves."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def content_security_policy(nonce: str | None) -> str:
    """Return the policy: nothing but our own files, no inline script or style, no framing."""
    script = f"script-src 'self' 'nonce-{nonce}'" if nonce else "script-src 'self'"
    return "; ".join(
        (
            "default-src 'none'",
            script,
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def init_headers(app: Flask, *, is_secure: bool) -> None:
    """Put the security headers on every answer; a view may only make them stricter."""

    @app.after_request
    def _headers(response: Response) -> Response:
        set_default = response.headers.setdefault
        set_default("Content-Security-Policy", content_security_policy(g.get("csp_nonce")))
        set_default("X-Content-Type-Options", "nosniff")
        set_default("X-Frame-Options", "DENY")
        set_default("Referrer-Policy", "no-referrer")
        set_default("Cross-Origin-Opener-Policy", "same-origin")
        set_default("Cross-Origin-Resource-Policy", "same-origin")
        set_default("Permissions-Policy", PERMISSIONS_POLICY)
        if request.endpoint not in {"assets.file", "theme.stylesheet", "static"}:
            set_default("Cache-Control", "no-store")
        if is_secure:
            set_default("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        return response
