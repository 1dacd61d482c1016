"""A real server on a module's own world, for tests of what happens when something breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.soak.server import Server
from tests.soak.world import World


@pytest.fixture
def server(world: World) -> Iterator[Server]:
    """The server of one test on the `world` of its module; killed at the end."""
    started = Server.start(world.folder)
    world.tell(started.port)
    yield started
    started.kill()
