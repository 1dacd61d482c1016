"""Loads the tracker once, then forks a server from it for every line that it is told.

It answers with the server's port and process. It opens no database itself: a server that is forked
has nothing of an earlier one.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path
from typing import NoReturn

from gunicorn.app import wsgiapp

from tests.soak.served import app
from tests.soak.server import SERVED, WORDS


def main(log: Path) -> None:
    """Until no more is asked for."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that were killed
    for _ in sys.stdin:
        with socket.create_server(("127.0.0.1", 0), backlog=128) as door:
            pid = os.fork()
            if pid == 0:
                serve(door, log)
            print(door.getsockname()[1], pid, flush=True)


def serve(door: socket.socket, log: Path) -> NoReturn:
    """Become a server, in a session of its own."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with Path(os.devnull).open("rb") as nothing, log.open("ab") as written:
        os.dup2(nothing.fileno(), 0)
        os.dup2(written.fileno(), 1)
        os.dup2(written.fileno(), 2)
    sys.argv = ["gunicorn", "--bind", f"fd://{door.fileno()}", *WORDS, "--preload", SERVED]
    wsgiapp.run()
    raise SystemExit


if __name__ == "__main__":
    main(Path(sys.argv[1]))
