"""What the tracker needs of the system, beyond what pip brings: says what is missing.

    python3 tests/toolchain/system_needs.py [--browser]

Runs on the system's own Python, before there is a virtual environment; standard library only.
"""

import ctypes
import importlib.util
import os
import shutil
import sys
from pathlib import Path

# Each Debian package, and the names by which its library may be loaded there or elsewhere.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib"),
    "libmagic1": ("libmagic.so.1", "libmagic.dylib"),
}
# What drives the browser in tests needs one more; elsewhere than on Linux it brings its own.
BROWSER_LIBRARIES = {"libatomic1": ("libatomic.so.1", "libSystem.dylib")}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "~/.fonts")
OLDEST_PYTHON = (3, 11)


def can_load(names: "tuple[str, ...]") -> bool:
    """Whether one of these shared libraries can be loaded."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def has_font(pattern: str, folders: "tuple[str, ...]" = FONT_FOLDERS) -> bool:
    """Whether a font file of that name is installed."""
    places = (Path(folder).expanduser() for folder in folders)
    return any(next(place.rglob(pattern), None) for place in places if place.is_dir())


def missing_packages(with_browser: bool) -> "list[str]":
    """The Debian packages to install, in the order in which they are listed here."""
    missing = []
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    missing += [package for package, names in LIBRARIES.items() if not can_load(names)]
    if not has_font("LiberationSans-Regular.*"):
        missing.append("fonts-liberation")
    if with_browser:
        missing += [p for p, names in BROWSER_LIBRARIES.items() if not can_load(names)]
    if with_browser and not shutil.which(os.environ.get("CHROMIUM", "/usr/bin/chromium")):
        missing.append("chromium")
    return missing


def main() -> int:
    """Print what to install on standard error; 0 where nothing is missing."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(part) for part in sys.version_info[:3])
        print(
            f"The tracker needs Python 3.11 or later; {sys.executable} is {found}.\n"
            "If a later one is installed, name it: make run PYTHON=python3.12",
            file=sys.stderr,
        )
        return 1
    missing = missing_packages("--browser" in sys.argv[1:])
    if missing:
        print(
            f"Not installed: {', '.join(missing)}. On Debian or Ubuntu, install with:\n"
            f"    sudo apt-get install {' '.join(missing)}\n"
            "and start again.",
            file=sys.stderr,
        )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
