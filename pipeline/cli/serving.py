"""The verb that opens the review page: serve."""

import contextlib
import logging
import secrets
import socket
import webbrowser
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.markup import escape

from pipeline.cli.console import (
    REVIEW,
    Outputs,
    Reviewer,
    SettingsFile,
    app,
    err,
    login,
    out,
    settings_from,
)
from pipeline.errors import SettingsError
from pipeline.review.app import make_app
from pipeline.store import Store

HOST = "127.0.0.1"  # this machine alone; a review is no service


@app.command(rich_help_panel=REVIEW)
def serve(
    outputs: Outputs = None,
    port: Annotated[int, typer.Option(help="0 takes any free one.")] = 0,
    reviewer: Reviewer = None,
    browser: Annotated[
        bool, typer.Option("--open", help="Open the page in the browser, too.")
    ] = False,
    settings_file: SettingsFile = None,
) -> None:
    """Open the review page: each claim beside the printed page that it was read from.

    For this machine only. The address that is printed holds a token; keep it to yourself.
    The page may stay open while runs write and while a review sheet is out.

    Example:  claims serve --outputs ~/claims --open
    """
    settings = settings_from(settings_file, outputs=outputs)
    path = Path(settings.run.outputs) / "claims.db"
    if not path.exists():
        raise SettingsError(f"{path}: nothing to review there yet. First: claims run FOLDER")
    Store.open(path).close()  # what is wrong with the database is said here, not in the browser
    token = secrets.token_urlsafe(24)
    with contextlib.closing(_listening(port)) as listener:
        port = listener.getsockname()[1]
        page = make_app(
            path, settings.reading, token=token, port=port, reviewer=reviewer or login()
        )
        address = f"http://{HOST}:{port}/?token={token}"
        err.print("The review page is open, for this machine only. Stop it with Ctrl+C.")
        out.print(escape(address), style="bold", highlight=False)
        if browser:
            webbrowser.open(address)
        config = uvicorn.Config(
            page,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        logging.getLogger("uvicorn").setLevel(logging.WARNING)
        uvicorn.Server(config).run(sockets=[listener])
    err.print(f"Closed. What was decided is in {escape(str(path.parent))}/.")


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()  # whoever follows the address at once waits instead of being refused
    except (OSError, OverflowError) as error:
        listener.close()
        raise SettingsError(
            f"--port {port}: cannot be used ({error}). Choose another, or 0."
        ) from error
    return listener
