"""A file that a company sends in parts (tus 1.0), and goes on with after every kill."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from tests.soak.caller import Answer, Caller
from tests.tus import PART, metadata


@dataclass
class Sending:
    """One file on its way. `acknowledged` is how many bytes the server has said are safe."""

    caller: Caller
    uploads: str
    """The address at which uploads of the draft are begun."""
    token: str
    name: str
    content: bytes
    size_of_part: int
    address: str = ""
    acknowledged: int = 0
    parts: int = 0
    """How many parts were acknowledged."""

    @property
    def sha256(self) -> str:
        """Of the whole file."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def is_whole(self) -> bool:
        """Whether every byte of it was acknowledged."""
        return self.acknowledged == len(self.content)

    def go_on(self) -> Answer:
        """Send what is missing, part by part; the answer to the last. Raises Cut."""
        if not self.address:
            self.begin()
        while True:
            if (answer := self.send_part()).status != 204 or self.is_whole:
                return answer

    def begin(self) -> None:
        """Say its name and size. Raises Cut."""
        size = str(len(self.content))
        begun = self._ask(
            "POST", self.uploads, Upload_Length=size, Upload_Metadata=metadata(self.name)
        )
        assert begun.status == 201, begun.text
        self.address = begun.location

    def send_part(self, **headers: str) -> Answer:
        """The next part; one without bytes, if all of them are there. Raises Cut."""
        start = self.acknowledged
        part = self.content[start : start + self.size_of_part]
        named = {"Upload_Offset": str(start), "Content_Type": PART, **headers}
        answer = self._ask("PATCH", self.address, part, **named)
        if answer.status == 204:
            self.acknowledged = int(answer.headers["Upload-Offset"])
            self.parts += 1
        return answer

    def fault(self) -> str | None:
        """What is wrong with what the server still has of it, if anything is. Raises Cut.

        What it has beyond what it had acknowledged is taken as sent.
        """
        if not self.address:
            return None
        told = self._ask("HEAD", self.address)
        if told.status != 200:
            return f"An upload was acknowledged and is lost: {told.status}"
        offset = int(told.headers["Upload-Offset"])
        if offset < self.acknowledged:
            return f"{self.acknowledged} bytes were acknowledged, {offset} are there"
        if offset > len(self.content):
            return f"{offset} bytes are there of a file of {len(self.content)}"
        self.acknowledged = offset
        return None

    def _ask(self, method: str, address: str, body: bytes = b"", **headers: str) -> Answer:
        given = {"Tus_Resumable": "1.0.0", "X_CSRFToken": self.token, **headers}
        return self.caller.ask(method, address, body, **given)
