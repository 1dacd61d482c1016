"""A scanner that keeps whoever asks it waiting until the test lets it answer."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

WAIT = 60
"""Seconds after which a test has failed."""


class SlowScanner(socketserver.ThreadingTCPServer):
    """It takes a whole file, then says nothing until it is let; then `says` what it found."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Line)
        self.says = "OK"
        self.has_a_file = threading.Event()
        self.may_answer = threading.Event()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: Any = self.server
        assert self.rfile.read(10) == b"zINSTREAM\0"
        while length := int.from_bytes(self.rfile.read(4), "big"):
            self.rfile.read(length)
        server.has_a_file.set()
        server.may_answer.wait(WAIT)
        self.wfile.write(f"stream: {server.says}\0".encode())


@contextmanager
def slow_scanner(port: int = 0) -> Iterator[SlowScanner]:
    """One that runs until the end; whoever still waits is answered then."""
    with SlowScanner(port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.may_answer.set()
            server.shutdown()


@contextmanager
def scanner_that_says(answer: str, port: int = 0) -> Iterator[SlowScanner]:
    """One that answers at once, and always the same: "OK", or "Own.Trial FOUND"."""
    with slow_scanner(port) as server:
        server.says = answer
        server.may_answer.set()
        yield server
