"""Zip archives legal by the letter: one that holds itself, and entries that share bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from itertools import count

from tests.factories.archives import zipped

LONGEST_COPY = 258
_LENGTHS = [
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11,
    13,
    15,
    17,
    19,
    23,
    27,
    31,
    35,
    43,
    51,
    59,
    67,
    83,
    99,
    115,
]
_LENGTHS += [131, 163, 195, 227, LONGEST_COPY]
_LENGTH_BITS = [0] * 8 + [bits for bits in range(1, 6) for _ in range(4)] + [0]
_DISTANCE_BITS = [0, 0, *(bits for bits in range(14) for _ in range(2))]


def holding_itself(name: str = "again.zip") -> bytes:
    """An archive whose one entry unpacks to the archive, byte for byte, without an end.

    Before its packed bytes it carries, in an extra field, a copy of how it ends. Those are: the
    beginning once as it is, then an order to copy the beginning again, and the end from that field.
    """
    ending = b""
    for _ in range(4):  # the order says how far it copies, and its length depends on that
        ending = _copied(len(_beginning(name, ending)), len(ending)) + bytes(46 + len(name) + 22)
    size = 2 * len(_beginning(name, ending)) + len(ending)
    packed = size - 30 - len(name) - 4 - len(ending) - 46 - len(name) - 22

    def with_checksum(crc: int) -> bytes:
        sizes = (crc, packed, size)
        order = _copied(len(_beginning(name, ending)), len(ending))
        listed = struct.pack("<4sHHHHHHLLL", b"PK\1\2", 20, 20, 0, 8, 0, 33, *sizes)
        listed += struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, 0) + name.encode()
        place = size - len(listed) - 22
        last = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 1, 1, len(listed), place, 0)
        start = _beginning(name, order + listed + last, sizes)
        return start + start + order + listed + last

    return with_checksum(_fixed_checksum(with_checksum))


def quoting(entries: int, size: int) -> bytes:
    """Entries of which each holds, as words of its own, the next one whole: a few bytes are many.

    Every entry lies at another place; all share the packed bytes of the last.
    """
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = squeeze.compress(b" " * size) + squeeze.flush()
    content = b" " * size
    heads: list[bytes] = []
    sizes: list[tuple[int, int, int]] = []
    for number in reversed(range(entries)):
        told = (zlib.crc32(content), len(packed), len(content))
        head = struct.pack("<4sHHHHHLLLHH", b"PK\3\4", 20, 0, 8, 0, 33, *told, 8, 0)
        head += f"{number:04}.txt".encode()
        heads.insert(0, head)
        sizes.insert(0, told)
        packed = _as_it_is(head) + packed
        content = head + content
    place, listed = 0, b""
    for number, (head, told) in enumerate(zip(heads, sizes, strict=True)):
        listed += struct.pack("<4sHHHHHHLLL", b"PK\1\2", 20, 20, 0, 8, 0, 33, *told)
        listed += struct.pack("<HHHHHLL", 8, 0, 0, 0, 0, 0, place) + f"{number:04}.txt".encode()
        place += len(head) + 5
    whole = packed[5:]
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, entries, entries, len(listed), len(whole), 0)
    return whole + listed + end


def together(archives: int, files: int, size: int) -> bytes:
    """Archives in one, each within every limit by itself."""
    return zipped(
        {
            f"{one}.zip": zipped({f"{each}.txt": b" " * size for each in range(files)})
            for one in range(archives)
        }
    )


def _beginning(name: str, ending: bytes, sizes: tuple[int, int, int] = (0, 0, 0)) -> bytes:
    """The entry's head with its extra field, and the head of the words that stand as they are."""
    extra = struct.pack("<HH", 0xCAFE, len(ending)) + ending
    head = struct.pack("<4sHHHHHLLL", b"PK\3\4", 20, 0, 8, 0, 33, *sizes)
    head += struct.pack("<HH", len(name), len(extra)) + name.encode() + extra
    return head + _as_it_is(bytes(len(head) + 5))[:5]


def _as_it_is(words: bytes) -> bytes:
    """A block of DEFLATE that is not the last and is not packed."""
    return struct.pack("<BHH", 0, len(words), len(words) ^ 0xFFFF) + words


def _copied(beginning: int, ending: int) -> bytes:
    """The last block of DEFLATE: copy what has come, then the end from the extra field."""
    bits = _Bits()
    bits.add(0b011, 3)  # the last block, with the codes that need no table
    for length, distance in [
        *((part, beginning) for part in _parts(beginning)),
        *((part, ending + 5 + beginning) for part in _parts(ending)),
    ]:
        bits.copy(length, distance)
    bits.code(256)
    return bits.whole()


def _parts(length: int) -> Iterator[int]:
    while length:
        part = min(length, LONGEST_COPY)
        part -= 3 if 0 < length - part < 3 else 0
        yield part
        length -= part


class _Bits:
    """Bits in the order of DEFLATE."""

    def __init__(self) -> None:
        self.number, self.length = 0, 0

    def add(self, value: int, length: int) -> None:
        """A number, its least bit first."""
        self.number |= value << self.length
        self.length += length

    def code(self, symbol: int) -> None:
        """One of the fixed codes for lengths and for the end, its first bit first."""
        value, length = (symbol - 256, 7) if symbol < 280 else (0b11000000 + symbol - 280, 8)
        self.add(int(f"{value:0{length}b}"[::-1], 2), length)

    def copy(self, length: int, distance: int) -> None:
        """Repeat so many bytes from so far back."""
        at = max(n for n, least in enumerate(_LENGTHS) if least <= length)
        self.code(257 + at)
        self.add(length - _LENGTHS[at], _LENGTH_BITS[at])
        least = 1
        for symbol in count():
            bits = _DISTANCE_BITS[symbol]
            if distance < least + (1 << bits):
                self.add(int(f"{symbol:05b}"[::-1], 2), 5)
                self.add(distance - least, bits)
                return
            least += 1 << bits

    def whole(self) -> bytes:
        """All of them in bytes."""
        return self.number.to_bytes((self.length + 7) // 8, "little")


def _fixed_checksum(make: Callable[[int], bytes]) -> int:
    """The checksum that, written into what is made with it, is its own: 32 equations in 32 bits."""
    base = zlib.crc32(make(0))
    columns = [zlib.crc32(make(1 << bit)) ^ base ^ (1 << bit) for bit in range(32)]
    rows = [
        sum((columns[bit] >> row & 1) << bit for bit in range(32)) | (base >> row & 1) << 32
        for row in range(32)
    ]
    for bit in range(32):
        found = next(row for row in range(bit, 32) if rows[row] >> bit & 1)
        rows[bit], rows[found] = rows[found], rows[bit]
        rows = [
            each ^ rows[bit] if row != bit and each >> bit & 1 else each
            for row, each in enumerate(rows)
        ]
    return sum((rows[bit] >> 32 & 1) << bit for bit in range(32))
