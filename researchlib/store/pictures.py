"""What a picture file says beside its pixels: comments, camera data, and what hangs on behind."""

import struct
from collections.abc import Iterator

# Parts of each format that hold pixels, colours and sizes, and nothing that anybody typed.
_PNG = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT"}
_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_APP0, _APP2, _APP14, _COM, _SOS, _END = 0xE0, 0xE2, 0xEE, 0xFE, 0xDA, 0xD9
_FRAMES, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B


def beside_pixels(data: bytes) -> list[bytes] | None:
    """Every part of a PNG, JPEG, GIF or WebP that is no picture; None where it is none of them.

    A file that breaks off is as one of no known kind.
    """
    for start, parts in _READERS.items():
        if data.startswith(start) and (start != b"RIFF" or data[8:12] == b"WEBP"):
            try:
                return [part for part in parts(data) if part]
            except (struct.error, IndexError):
                return None
    return None


def _png(data: bytes) -> Iterator[bytes]:
    place, kind = 8, b""
    while kind != b"IEND":
        size, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind not in _PNG:
            yield kind + data[place + 8 : place + 8 + size]
        place += size + 12
    yield data[place:]


def _jpeg(data: bytes) -> Iterator[bytes]:
    place = 2
    while (marker := data[place + 1]) != _END:
        if data[place] != 0xFF:
            raise IndexError(place)
        size = struct.unpack(">H", data[place + 2 : place + 4])[0]
        if marker == _COM or _APP0 <= marker < 0xF0 and marker not in (_APP0, _APP2, _APP14):
            yield data[place + 4 : place + 2 + size]
        place += size + 2
        if marker == _SOS:  # pixels, up to the next marker that is none of theirs
            while data[place] != 0xFF or data[place + 1] in (0, *range(0xD0, 0xD8)):
                place += 1
    yield data[place + 2 :]


def _gif(data: bytes) -> Iterator[bytes]:
    place = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while (kind := data[place]) != _TRAILER:
        label, told = data[place + 1], b""
        if kind == _FRAMES:
            flags = data[place + 9]
            place += 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
        elif kind == _EXTENSION:
            place += 2
        else:
            raise IndexError(place)
        while size := data[place]:
            told += data[place + 1 : place + 1 + size]
            place += size + 1
        place += 1
        if kind == _EXTENSION and label != 0xF9 and not told.startswith(b"NETSCAPE2.0"):
            yield told
    yield data[place + 1 :]


def _webp(data: bytes) -> Iterator[bytes]:
    whole = 8 + struct.unpack("<I", data[4:8])[0]
    place = 12
    while place < whole:
        kind, size = struct.unpack("<4sI", data[place : place + 8])
        if kind not in _WEBP:
            yield data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    yield data[whole:]


_READERS = {b"\x89PNG\r\n\x1a\n": _png, b"\xff\xd8": _jpeg, b"GIF8": _gif, b"RIFF": _webp}
