"""The review page: routes over a ``Desk``. Pages are HTML made here; the browser only puts them up.

The database has one thread and the pictures have another (PDFium takes one at a time), so that a
page which is slow to draw delays no decision.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, get_args

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from pipeline.config import ReadingSettings
from pipeline.errors import PipelineError, ReviewConflict, StoreError
from pipeline.review.desk import GROUPS, Desk
from pipeline.review.evidence import PAGE_DPI, Evidence
from pipeline.review.guard import Guard
from pipeline.schema import Kind, Status
from pipeline.store import Store
from pipeline.store.rows import clean
from pipeline.store.search import Filters, Key, Listed, Order

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent
ROWS = 60  # of the list, that are fetched at once
T = TypeVar("T")


class Review:
    """The running page: its threads and what they work with."""

    def __init__(
        self,
        path: Path,
        settings: ReadingSettings,
        *,
        reviewer: str,
    ) -> None:
        self._path = path
        self._settings = settings
        self._reviewer = reviewer
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {
            "groups": GROUPS, "kinds": get_args(Kind), "statuses": get_args(Status),
            "reviewer": reviewer,
        }  # fmt: skip
        self._desk_thread = ThreadPoolExecutor(1, "desk")
        self._picture_thread = ThreadPoolExecutor(1, "pictures")

    @asynccontextmanager
    async def opened(self, _: Starlette) -> AsyncIterator[None]:
        """Open the store while the server runs."""
        self._desk = await self._at_desk(lambda: Desk(self._path, self._reviewer))
        self._store = await self._drawing(lambda: Store.open(self._path))
        self._evidence = Evidence(self._store, self._settings)
        try:
            yield
        finally:
            await self._at_desk(self._desk.close)
            await self._drawing(self._evidence.close)
            await self._drawing(self._store.close)
            self._desk_thread.shutdown()
            self._picture_thread.shutdown()

    async def _at_desk(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._desk_thread, work)

    async def _drawing(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._picture_thread, work)

    def _html(self, template: str, status: int = 200, **values: Any) -> Response:
        page = self._templates.get_template(template).render(values)
        return HTMLResponse(page, status)

    # --- what is shown -----------------------------------------------------------------------

    async def page(self, request: Request) -> Response:
        """The page itself; list and claim are fetched by it."""
        conflicts = await self._at_desk(self._desk.search.has_conflicts)
        return self._html("page.html", filters=filters_of(request), has_conflicts=conflicts)

    async def rows(self, request: Request) -> Response:
        """A stretch of the list: behind one row, ahead of one, or from one on."""
        filters = filters_of(request)
        after, before = _key(request, "after"), _key(request, "before")
        start = request.query_params.get("from")

        def work() -> list[Listed]:
            search = self._desk.search
            if start and (key := search.key(start, filters.order)) is not None:
                first = search.rows(filters, before=key, limit=ROWS // 4)
                behind = first[-1].key if first else None
                return first + search.rows(filters, after=behind, limit=ROWS)
            return search.rows(filters, after=after, before=before, limit=ROWS)

        found = await self._at_desk(work)
        return self._html("rows.html", rows=found, full=len(found) >= ROWS)

    async def count(self, request: Request) -> Response:
        """How many rows the filters leave, and how many of them are decided."""
        filters = filters_of(request)
        total, decided = await self._at_desk(lambda: self._desk.search.count(filters))
        return JSONResponse({"total": total, "decided": decided})

    async def claim(self, request: Request) -> Response:
        """One claim in full, with the marks on its pages."""
        claim_id = request.path_params["claim_id"]
        view = await self._at_desk(lambda: self._desk.view(claim_id))
        if view is None:
            return self._html("gone.html", 404)
        return self._html("claim.html", view=view)

    async def picture(self, request: Request) -> Response:
        """One page as it is printed; the marks lie over it in the browser."""
        report, page = request.path_params["report_id"], request.path_params["page"]
        png = await self._drawing(lambda: self._evidence.page_picture(report, page, dpi=PAGE_DPI))
        if png is None:
            return Response(status_code=404)
        # A report's id is its content's: this address can never show anything else.
        kept = {"Cache-Control": "private, max-age=86400, immutable"}
        return Response(png, media_type="image/png", headers=kept)

    async def names(self, request: Request) -> Response:
        """Names of actors or reports that hold some letters."""
        column = request.path_params["column"]
        part = request.query_params.get("part", "")[:200]
        if column not in ("actor", "report"):
            return JSONResponse([], 404)
        return JSONResponse(await self._at_desk(lambda: self._desk.search.names(column, part)))

    # --- what is written ---------------------------------------------------------------------

    async def decide(self, request: Request) -> Response:
        """Take one decision: claim_id, status, entries, note, seen."""
        asked = await _json(request)
        entries = asked.get("entries") or {}
        if not isinstance(entries, dict) or not all(
            isinstance(value, str | None) for value in entries.values()
        ):
            raise ReviewConflict("The page sent no entries. Load it again.")
        names = ("claim_id", "status", "note", "seen")
        text = {name: clean(str(asked.get(name) or "")) for name in names}
        decision = await self._at_desk(
            lambda: self._desk.decide(
                text["claim_id"], text["status"], entries, text["note"], text["seen"]
            )
        )
        return JSONResponse({"claim_id": text["claim_id"], "status": decision.status})

    async def undo(self, _: Request) -> Response:
        """Take the last decision of this session back."""
        decision = await self._at_desk(self._desk.undo)
        if decision is None:
            return JSONResponse({"message": "Nothing to undo in this session."}, 409)
        return JSONResponse({"claim_id": decision.claim_id, "status": decision.status})


def make_app(
    path: Path,
    settings: ReadingSettings,
    *,
    token: str,
    port: int,
    reviewer: str,
) -> Starlette:
    """Return the page over the database at ``path``.

    Args:
        path: the database.
        settings: limits for drawing pages.
        token: what a visitor must know.
        port: where it is served, on 127.0.0.1.
        reviewer: the name that decisions carry.
    """
    review = Review(path, settings, reviewer=reviewer)
    routes = [
        Route("/", review.page),
        Route("/rows", review.rows),
        Route("/count", review.count),
        Route("/claim/{claim_id}", review.claim),
        Route("/picture/{report_id}/{page:int}.png", review.picture),
        Route("/names/{column}", review.names),
        Route("/decide", review.decide, methods=["POST"]),
        Route("/undo", review.undo, methods=["POST"]),
        Mount("/static", StaticFiles(directory=FOLDER / "static")),
    ]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, token=token, port=port)],
        exception_handlers={ReviewConflict: _conflict, StoreError: _busy, PipelineError: _failed},
        lifespan=review.opened,
    )


def filters_of(request: Request) -> Filters:
    """Return the filters that an address names; what it does not name, or misnames, is off."""
    given = request.query_params
    made: dict[str, Any] = {}
    for field in fields(Filters):
        value = given.get(field.name, "")[:500]
        if isinstance(field.default, bool):
            made[field.name] = value == "1"
        elif field.name == "order":
            made["order"] = value if value in get_args(Order) else "printed"
        else:
            made[field.name] = value
    return Filters(**made)


def _key(request: Request, name: str) -> Key | None:
    try:
        key = json.loads(request.query_params.get(name, "null"))
    except ValueError:
        return None
    return tuple(key) if isinstance(key, list) and all(map(_fits, key)) else None


def _fits(part: object) -> bool:
    """Whether the database can compare with it: text, or a number of 64 bits."""
    if isinstance(part, int):
        return -(2**63) <= part < 2**63
    return isinstance(part, float) or (isinstance(part, str) and clean(part) == part)


async def _json(request: Request) -> dict[str, Any]:
    try:
        asked = await request.json()
    except ValueError:
        asked = None
    if not isinstance(asked, dict):
        raise ReviewConflict("The page sent nothing to decide on. Load it again.")
    return asked


async def _conflict(_: Request, error: Exception) -> Response:
    return JSONResponse({"message": str(error)}, 409)


async def _busy(_: Request, error: Exception) -> Response:
    log.warning("%s", error)
    return JSONResponse({"message": f"Not saved. {error}"}, 503)


async def _failed(_: Request, error: Exception) -> Response:
    log.error("%s", error)
    return JSONResponse({"message": str(error)}, 500)
