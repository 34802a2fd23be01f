"""Wheels and a Python of its own for a pack, for a machine without a network or rights."""

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

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
PACKAGES = "Lib/site-packages"
_LATE = ".9"  # of each Python a late release: some packages refuse the first ones


def python_version(python_zip: Path | None) -> str:
    """Which Python the pack is for: that of the zip, else the one that runs now."""
    if python_zip is None:
        return f"{sys.version_info[0]}.{sys.version_info[1]}"
    try:
        with zipfile.ZipFile(python_zip) as archive:
            found = next(filter(None, map(_PTH.fullmatch, archive.namelist())), None)
    except (OSError, zipfile.BadZipFile):
        found = None
    if found is None:
        raise say.problem("not_embeddable", python_zip)
    return f"{found[1]}.{found[2]}"


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


def python_with_packages(
    python_zip: Path,
    lock: Path,
    platform: str,
) -> Iterator[tuple[str, bytes]]:
    """The embeddable Python with every package unpacked beside it: nothing is installed later."""
    version = python_version(python_zip)
    with zipfile.ZipFile(python_zip) as archive:
        for name in archive.namelist():
            if _PTH.fullmatch(name):
                # The project and the packages; the embeddable Python looks nowhere else.
                told = archive.read(name).decode().splitlines()
                kept = [line for line in told if line and not line.startswith("#")]
                yield name, "\n".join([*kept, "..", PACKAGES, "import site"]).encode()
            elif not name.endswith("/"):
                yield name, archive.read(name)
    with tempfile.TemporaryDirectory() as place:
        target = Path(place, "packages")
        _pip("install", lock, platform, version, place, "--target", str(target), "--no-compile")
        for path in sorted(target.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{PACKAGES}/{path.relative_to(target).as_posix()}", path.read_bytes()


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
