"""Python's garbage collector: fewer rounds, and none through what stands for good.

What the application is made of, some hundreds of thousands of objects, is there until its process
ends. A round through all of it took longer than the page in which it came.
"""

from __future__ import annotations

import gc

NEW_OBJECTS = 20_000
"""After so many more objects made than let go the collector looks through the young ones."""


def spare_what_stands() -> None:
    """Leave out of the collector's rounds what there is now; called once all is set up."""
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 20, 20)
