"""Wheels and a Python of its own for a pack, for a machine without a network or rights."""

import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from researchlib.run.pack import say

_MANYLINUX = " ".join(
    f"manylinux{v}_MACHINE" for v in "_2_28 _2_27 _2_24 _2_17 2014 _2_12 2010 _2_5 1".split()
)
_MACOS = " ".join(f"macosx_{v}_0_{m}" for m in ("universal2", "arm64") for v in (14, 13, 12, 11))
_OLDER = "macosx_10_13_universal2 macosx_10_9_universal2"
_MARKED = ("sys_platform", "os_name", "platform_system", "platform_machine")
# What pip calls each platform, and what a marker of the lock sees there.
PLATFORMS: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    name: (
        tuple(tags.replace("MACHINE", seen.split()[-1]).split()),
        dict(zip(_MARKED, seen.split(), strict=True)),
    )
    for name, tags, seen in (
        ("win_amd64", "win_amd64", "win32 nt Windows AMD64"),
        ("linux_x86_64", _MANYLINUX, "linux posix Linux x86_64"),
        ("linux_aarch64", _MANYLINUX, "linux posix Linux aarch64"),
        ("macos", f"{_MACOS} {_OLDER}", "darwin posix Darwin arm64"),
    )
}
_PTH = re.compile(r"python(3)(\d+)\._pth")
_LATE = ".9"  # of each Python a late release: some packages refuse the first ones
# What tells the version in an archive of python-build-standalone.
_STANDALONE = re.compile(r"python/lib/python(3\.\d+)/os\.py|python/python3(\d\d)\.dll")
_TRIPLES = {
    "x86_64-unknown-linux": "linux_x86_64",
    "aarch64-unknown-linux": "linux_aarch64",
    "aarch64-apple": "macos",
}


@dataclass(frozen=True)
class Carried:
    """A Python that goes along in a pack: its files, where packages lie below them, and what
    leads from there to the project."""

    version: str
    platform: str
    files: Mapping[str, bytes]
    packages: str
    beside: tuple[str, bytes]


def carried(archive: Path) -> Carried:
    """An embeddable Python for Windows (.zip), or one of python-build-standalone (.tar.gz)."""
    try:
        with archive.open("rb") as file:
            found = (
                _embeddable(file) if archive.suffix == ".zip" else _standalone(archive.name, file)
            )
    except (OSError, zipfile.BadZipFile, tarfile.TarError, EOFError):
        found = None
    if found is None:
        raise say.problem("not_carried", archive)
    return found


def _embeddable(file: BinaryIO) -> Carried | None:
    with zipfile.ZipFile(file) as opened:
        files = {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}
    name = next(filter(_PTH.fullmatch, files), "")
    if not (version := _PTH.fullmatch(name)):
        return None
    packages = "Lib/site-packages"
    # The project and the packages; the embeddable Python looks nowhere else.
    told = files[name].decode().splitlines()
    kept = [line for line in told if line and not line.startswith("#")]
    beside = (name, "\n".join([*kept, "..", packages, "import site"]).encode())
    return Carried(f"3.{version[2]}", "win_amd64", files, packages, beside)


def _standalone(name: str, file: BinaryIO) -> Carried | None:
    with tarfile.open(fileobj=file) as opened:
        kept = [m for m in opened.getmembers() if m.isfile() or "/bin/python3" in m.name]
        files = {m.name: held.read() for m in kept if (held := opened.extractfile(m))}
    seen = next(filter(None, map(_STANDALONE.fullmatch, files)), None)
    if seen is None:
        return None
    version = seen[1] or f"3.{seen[2]}"
    packages = f"lib/python{version}/site-packages" if seen[1] else "Lib/site-packages"
    up = "/".join([".."] * (packages.count("/") + 2))  # from the packages to the project
    platform = next((p for triple, p in _TRIPLES.items() if triple in name), "win_amd64")
    inside = {path.removeprefix("python/"): data for path, data in files.items()}
    beside = (f"{packages}/researchlib.pth", up.encode())
    return Carried(version, platform, inside, packages, beside)


def wanted(lock: str, platform: str, version: str) -> str:
    """The lines of the lock that hold on that platform, without their conditions: pip itself
    would judge them by the machine that it runs on."""
    from packaging.markers import Marker

    seen = {
        **PLATFORMS[platform][1],
        "python_version": version,
        "python_full_version": f"{version}{_LATE}",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }
    kept = []
    for entry in re.split(r"\n(?=[A-Za-z0-9])", lock.strip()):
        first, *rest = entry.split("\n")
        name, _, marker = first.removesuffix("\\").partition(" ; ")
        if not marker or Marker(marker.strip()).evaluate(seen):
            kept.append("\n".join([f"{name.strip()} \\", *rest]))
    return "\n".join(kept) + "\n"


def wheels_for(lock: Path, platform: str, version: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every wheel that the lock wants there."""
    with tempfile.TemporaryDirectory() as place:
        _pip("download", lock, platform, version, place, "--dest", str(Path(place, "wheels")))
        for path in sorted(Path(place, "wheels").iterdir()):
            yield path.name, path.read_bytes()


def python_with_packages(python: Carried, lock: Path, platform: str) -> Iterator[tuple[str, bytes]]:
    """The Python with every package unpacked in it: nothing is installed later."""
    yield from {**python.files, python.beside[0]: python.beside[1]}.items()
    with tempfile.TemporaryDirectory() as place:
        target = Path(place, "packages")
        more = ("--target", str(target), "--no-compile")
        _pip("install", lock, platform, python.version, place, *more)
        for path in sorted(target.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{python.packages}/{path.relative_to(target).as_posix()}", path.read_bytes()


def _pip(
    what: str,
    lock: Path,
    platform: str,
    version: str,
    place: str,
    *more: str,
) -> None:
    """pip as the user has set it up (an index of their choice)."""
    if platform not in PLATFORMS:
        raise say.problem("unknown_platform", platform, list(PLATFORMS))
    listed = Path(place, "wanted.txt")
    listed.write_text(wanted(lock.read_text(encoding="utf-8"), platform, version), encoding="utf-8")
    tags = [part for tag in PLATFORMS[platform][0] for part in ("--platform", tag)]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            what,
            "--disable-pip-version-check",
            "--no-input",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
            "--require-hashes",
            "--python-version",
            f"{version}{_LATE}",
            "--implementation",
            "cp",
            *tags,
            "-r",
            str(listed),
            *more,
        ],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise say.problem("no_wheels", platform, "".join(done.stderr.strip().splitlines()[-1:]))
