"""The protocol of files in parts (tus 1.0): what each request is answered, case by case."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.form_uploads import LARGEST_PART
from app.people.models import Person
from tests.browsing import Browser
from tests.tus import Sender, metadata

ClientAs = Callable[[Person], Browser]
WORDS = b"Words. " * 100


@pytest.fixture
def address(sender: Sender) -> str:
    return sender.begun("plan.txt", len(WORDS))


def test_what_the_server_understands_is_asked_without_a_version(
    sender: Sender, address: str
) -> None:
    for place in (sender.uploads, address):
        answer = sender.ask("OPTIONS", place, Tus_Resumable="0.2.2")
        assert answer.status_code == 204
        assert answer.headers["Tus-Version"] == "1.0.0"
        assert answer.headers["Tus-Extension"] == "creation,expiration,checksum,termination"
        assert answer.headers["Tus-Max-Size"] == "100000000"
        assert answer.headers["Tus-Checksum-Algorithm"] == "sha256,sha1"


@pytest.mark.parametrize("version", ["", "0.2.2", "1.0.1"])
def test_another_version_is_refused(sender: Sender, address: str, version: str) -> None:
    asked = [("POST", sender.uploads), *((m, address) for m in ("HEAD", "PATCH", "DELETE"))]
    for method, place in asked:
        given = {"Tus-Resumable": version} if version else {}
        answer = sender.browser.open(place, method=method, headers=given, check=False)
        assert answer.status_code == 412, method
        assert answer.headers["Tus-Version"] == "1.0.0"


def test_an_upload_that_is_begun_has_an_address_and_a_day_on_which_it_expires(
    sender: Sender,
) -> None:
    answer = sender.begin("plan.txt", 700)
    assert answer.status_code == 201 and answer.data == b""
    assert answer.headers["Location"].startswith(f"{sender.uploads}/")
    assert answer.headers["Upload-Expires"] == "Wed, 11 Dec 2013 10:00:00 GMT"
    assert answer.headers["Tus-Resumable"] == "1.0.0"


def test_how_far_it_is_is_never_cached_and_says_what_was_given(
    sender: Sender, address: str
) -> None:
    sender.part(address, 0, WORDS[:100])
    answer = sender.ask("HEAD", address)
    assert answer.status_code == 200
    assert answer.headers["Upload-Offset"] == "100"
    assert answer.headers["Upload-Length"] == str(len(WORDS))
    assert answer.headers["Upload-Metadata"] == metadata("plan.txt")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload_Length": ""}, 400),
        ({"Upload_Length": "-1"}, 400),
        ({"Upload_Length": "ten"}, 400),
        ({"Upload_Length": "²"}, 400),
        ({"Upload_Length": "", "Upload_Defer_Length": "1"}, 400),
        ({"Upload_Length": "100000001"}, 413),
        ({"Upload_Length": "9" * 30}, 400),
        ({"Upload_Metadata": "filename not-base-64!"}, 400),
        ({"Upload_Metadata": "filename cGxhbi50eHQ=,filename cGxhbi50eHQ="}, 400),
        ({"Upload_Metadata": "filename /////w=="}, 400),
        ({"Upload_Metadata": ", ,"}, 400),
        ({"Upload_Metadata": ""}, 422),
    ],
)
def test_what_cannot_be_begun(sender: Sender, headers: dict[str, str], status: int) -> None:
    asked = {"Upload_Length": "700", "Upload_Metadata": metadata("plan.txt"), **headers}
    answer = sender.ask("POST", sender.uploads, b"", None, **asked)
    assert answer.status_code == status
    assert answer.headers["Tus-Resumable"] == "1.0.0"


@pytest.mark.parametrize(
    ("offset", "body", "headers", "status"),
    [
        ("0", WORDS, {"Content_Type": "application/octet-stream"}, 415),
        ("0", WORDS, {"Content_Type": "multipart/form-data; boundary=x"}, 415),
        ("", WORDS, {}, 400),
        ("-1", WORDS, {}, 400),
        ("none", WORDS, {}, 400),
        ("5", WORDS, {}, 409),
        ("0", WORDS + b"more", {}, 413),
        ("0", WORDS, {"Upload_Checksum": "md5 AAAA"}, 400),
        ("0", WORDS, {"Upload_Checksum": "sha1"}, 460),
        ("0", WORDS, {"Upload_Checksum": "sha1 !!!"}, 400),
        ("0", WORDS, {"Upload_Checksum": "sha256 AAAA"}, 460),
        ("0", b"", {}, 204),
    ],
)
def test_what_is_not_taken_changes_nothing(
    sender: Sender, address: str, offset: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = sender.part(address, offset, body, None, **headers)
    assert answer.status_code == status
    assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert sender.offset(address) == 0


def test_a_body_has_a_limit_of_its_own(app: Flask, sender: Sender) -> None:
    app.config["MAX_FILE_BYTES"] = 1_000_000_000
    address = sender.begun("plan.txt", 900_000_000)
    assert sender.part(address, 0, bytes(LARGEST_PART + 1)).status_code == 413
    assert sender.part(address, 0, bytes(LARGEST_PART)).status_code == 204
    assert sender.offset(address) == LARGEST_PART


def test_a_method_can_be_named_in_a_header(sender: Sender, address: str) -> None:
    assert sender.ask("POST", address).status_code == 405
    headers = {"Content_Type": "application/offset+octet-stream", "Upload_Offset": "0"}
    headers["X_HTTP_Method_Override"] = "PATCH"
    assert sender.ask("POST", address, WORDS[:10], None, **headers).status_code == 204
    assert sender.offset(address) == 10
    assert sender.ask("POST", address, X_HTTP_Method_Override="DELETE").status_code == 204
    assert sender.ask("HEAD", address).status_code == 404


def test_an_upload_that_never_was_is_not_found(sender: Sender) -> None:
    nowhere = f"{sender.uploads}/{'0' * 32}"
    for method in ("HEAD", "DELETE"):
        assert sender.ask(method, nowhere).status_code == 404
    assert sender.part(nowhere, 0, WORDS).status_code == 404
