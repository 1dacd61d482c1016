"""Locking a secret under a passphrase, which is slow on purpose (scrypt, one second or more).

Run as a program of its own, so that the server answers others meanwhile and the half gigabyte that
it takes is given back at once. What is secret goes through standard input, never an argument.
"""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from app.sealing import CannotUnseal

WORDS = 6
"""Each is one of 6,539: 76 bits together."""
LEFT_OUT = Path(__file__).with_name("left_out_words.txt")
"""Words that were read one by one and are never drawn, in order of the alphabet."""
SECONDS = 120
"""How long one locking may take on a slow and busy machine."""

_one_at_a_time = BoundedSemaphore(1)

_PROGRAM = """
import json, sys
from pyrage import DecryptError, passphrase
asked = json.load(sys.stdin)
words = asked["passphrase"]
try:
    if asked["act"] == "lock":
        done = passphrase.encrypt(asked["what"].encode("ascii"), words, armored=True)
    else:
        done = passphrase.decrypt(asked["what"].encode("ascii"), words)
except DecryptError:
    sys.exit(3)
sys.stdout.write(done.decode("ascii"))
"""
_REFUSED = 3


def new_passphrase(count: int = WORDS) -> str:
    """Words drawn at random, with a space between them."""
    return " ".join(secrets.choice(listed_words()) for _ in range(count))


def lock(secret: str, passphrase: str) -> str:
    """A secret that the passphrase unlocks, as text; the `age` program asks for it too."""
    return _run("lock", secret, passphrase)


def unlock(locked: str, passphrase: str) -> str:
    """The secret again. Raises CannotUnseal for another passphrase."""
    return _run("unlock", locked, passphrase)


def _run(act: str, what: str, passphrase: str) -> str:
    with _one_at_a_time:
        ended = subprocess.run(
            [sys.executable, "-I", "-c", _PROGRAM],
            input=json.dumps({"act": act, "what": what, "passphrase": passphrase}),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    if ended.returncode == _REFUSED:
        raise CannotUnseal
    if ended.returncode != 0:
        raise OSError(f"A passphrase could not be worked on: ended with {ended.returncode}")
    return ended.stdout


@cache
def listed_words() -> tuple[str, ...]:
    """The words that are drawn from, each once: of small letters, and fit to be read out.

    The long list of the Electronic Frontier Foundation, without words that hold a hyphen and
    without those of `left_out_words.txt`: on bodies, illness, crime, faith or drink, on what people
    are called, trade marks, and whatever else nobody should have to read out in an office.
    """
    from xkcdpass import xkcd_password  # its command-line half is not needed at every start

    listed = Path(str(xkcd_password.locate_wordfile("eff-long"))).read_text("ascii").split()
    left_out = set(LEFT_OUT.read_text("ascii").split())
    return tuple(word for word in listed if word.isalpha() and word not in left_out)
