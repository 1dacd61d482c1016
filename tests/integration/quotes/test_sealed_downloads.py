"""A sealed file as a download: a server sends it after the request that asked for it has ended."""

from __future__ import annotations

from io import BytesIO
from threading import Thread

import pytest
from flask import Response

from app import files
from app.errors import NotFound
from app.sealed_files import download_sealed, keep_sealed
from app.sealing import CannotUnseal, new_key

CONTENT = b"Week 1: start\n" * 20_000


def sent(response: Response) -> bytes:
    """What a server sends: read in a thread of its own, which knows nothing of the request."""
    received: list[bytes] = []
    failures: list[Exception] = []

    def send() -> None:
        try:
            received.extend(response.iter_encoded())
        except (RuntimeError, CannotUnseal) as failure:
            failures.append(failure)

    sender = Thread(target=send)
    sender.start()
    sender.join()
    response.close()
    if failures:
        raise failures[0]
    return b"".join(received)


@pytest.mark.usefixtures("app")
def test_a_sealed_file_is_sent_after_its_request_has_ended() -> None:
    key = new_key()
    kept = keep_sealed(BytesIO(CONTENT), key.public)
    response = download_sealed(kept, key.secret, "Plan of work.txt", len(CONTENT))
    assert sent(response) == CONTENT
    assert response.headers["Content-Disposition"] == 'attachment; filename="Plan of work.txt"'


@pytest.mark.usefixtures("app")
def test_a_sealed_file_that_was_tampered_with_is_cut_short_not_sent_as_whole() -> None:
    key = new_key()
    kept = keep_sealed(BytesIO(CONTENT), key.public)
    path = files.path_of(kept)
    sealed = bytearray(path.read_bytes())
    sealed[-100] ^= 1
    path.write_bytes(sealed)
    with pytest.raises(CannotUnseal):
        sent(download_sealed(kept, key.secret, "Plan of work.txt", len(CONTENT)))


@pytest.mark.usefixtures("app")
def test_a_sealed_file_that_is_gone_is_not_found() -> None:
    key = new_key()
    with pytest.raises(NotFound):
        download_sealed("0" * 32, key.secret, "Plan of work.txt", 1)
