"""Asks ClamAV's daemon, clamd, whether there is a virus in a stream (its command INSTREAM).

Nothing is left out: whatever clamd did not look at to its end is not clean.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import IO

PART = 1024 * 1024
_LONGEST_ANSWER = 4096
_LIMITS = ("Heuristics.Limits.Exceeded", "INSTREAM size limit exceeded")
_TO_CONNECT = 5.0
"""Seconds: a daemon on the same machine answers at once."""


class Verdict(StrEnum):
    """What the scanner says of a file, in words for a record."""

    CLEAN = "nothing found"
    FOUND = "something was found"
    LIMIT = "past the scanner's limits"
    DOWN = "the scanner did not answer"
    SLOW = "the scanner took too long"


SENTENCES = {
    Verdict.FOUND: "The virus scanner found something in {}, so it was not accepted",
    Verdict.LIMIT: "{} is more than the virus scanner can look through. Send it in smaller files",
    Verdict.DOWN: "{} was not accepted: the check for viruses is not running. Choose it again in a"
    " few minutes",
    Verdict.SLOW: "{} was not accepted: the check for viruses took too long. Choose it again in a"
    " few minutes",
}
"""What is said to whoever sent the file, with a place for its name."""

NOT_ASKED = frozenset({Verdict.DOWN, Verdict.SLOW})
"""Nothing is known of the file: a few minutes later it may be found clean."""


def scan(stream: IO[bytes], address: str, seconds: float) -> Verdict:
    """Send all of a stream to the clamd at a socket's path or host:port; what it says of it.

    `seconds` is how long clamd may let us wait: for each part to be taken, and for its answer.
    """
    try:
        with _connected(address, seconds) as line:
            answer = _sent(stream, line)
    except TimeoutError:
        return Verdict.SLOW
    except OSError:
        return Verdict.DOWN
    if any(sign in answer for sign in _LIMITS):
        return Verdict.LIMIT
    if answer.endswith(" FOUND"):
        return Verdict.FOUND
    return Verdict.CLEAN if answer == "stream: OK" else Verdict.DOWN


def version(address: str) -> str:
    """What clamd says of itself and its signatures ("ClamAV 1.4.6/27812/…"); "" for no answer."""
    try:
        with _connected(address, _TO_CONNECT) as line:
            line.sendall(b"zVERSION\0")
            return _answer(line)
    except OSError:
        return ""


def _sent(stream: IO[bytes], line: socket.socket) -> str:
    """Parts, each with its length before it; a length of nothing ends them."""
    line.sendall(b"zINSTREAM\0")
    stream.seek(0)
    try:
        while part := stream.read(PART):
            line.sendall(len(part).to_bytes(4, "big") + part)
        line.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it says why before it hangs up, for example that its limit is passed
    return _answer(line)


def _answer(line: socket.socket) -> str:
    """One answer, which ends with a zero byte. Raises OSError where there is none."""
    said = b""
    while len(said) < _LONGEST_ANSWER and not said.endswith(b"\0"):
        part = line.recv(_LONGEST_ANSWER)
        if not part:
            break
        said += part
    if not said:
        raise ConnectionResetError
    return said.rstrip(b"\0\n").decode("utf-8", errors="replace")


@contextmanager
def _connected(address: str, seconds: float) -> Iterator[socket.socket]:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_TO_CONNECT)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
    else:
        host, _, port = address.rpartition(":")
        line = socket.create_connection((host.strip("[]"), int(port)), _TO_CONNECT)
    with line:
        line.settimeout(seconds)
        yield line
