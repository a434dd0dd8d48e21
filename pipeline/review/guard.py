"""Who may ask: this machine's own browser with the token, and no other page open in it.

Other programs and other sites in the same browser can reach 127.0.0.1 too. So every request must
name this very host (a site cannot rebind its own name to us), must carry the token (given once in
the address, from then on in a cookie that scripts and other sites do not get), and what writes
must come from our own page. What we answer loads nothing from anywhere else and runs no script
but our own file: text of a report can do nothing, whatever it holds.
"""

import secrets
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
MOST_BYTES = 1_000_000  # of a request


class Guard:
    """ASGI middleware that lets only our own page's requests through."""

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self._cookie = f"claims-review-{port}"  # cookies are shared by all ports of a host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no web sockets here
        answer = self._refusal(scope) or self._first_visit(scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await (answer or self._app)(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host", "") not in self._hosts:
            return _no("This page is served to 127.0.0.1 only.")
        given = HTTPConnection(scope).cookies.get(self._cookie, "") or self._in_address(scope)
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            return _no("Open the address that `claims serve` printed: the token in it is missing.")
        if scope["method"] not in ("GET", "HEAD"):
            origin = headers.get("origin", "")
            if origin not in {f"http://{host}" for host in self._hosts} or (
                origin.removeprefix("http://") != headers["host"]
            ):
                return _no("Only the page itself may write.")
            length = headers.get("content-length", "")
            if not length.isdigit() or int(length) > MOST_BYTES:
                return PlainTextResponse("Too long.", status_code=413)
        return None

    def _first_visit(self, scope: Scope) -> Response | None:
        """Move the token from the address into a cookie."""
        if scope["method"] != "GET" or not self._in_address(scope):
            return None
        query = parse_qs(scope["query_string"].decode("latin-1"))
        query.pop("token")
        rest = "?" + urlencode(query, doseq=True) if query else ""
        answer = RedirectResponse(scope["path"] + rest, status_code=303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return answer

    @staticmethod
    def _in_address(scope: Scope) -> str:
        if scope["path"] != "/":
            return ""
        found = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        return found[0] if found else ""


def _no(reason: str) -> Response:
    return PlainTextResponse(reason, status_code=403)
