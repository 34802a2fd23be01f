# -*- coding: utf-8 -*-
"""The one command: makes the environment on first use, then hands over to researchlib.

Standard library only, so that it runs on any Python, however old, far enough to say so.
"""

from __future__ import print_function

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
LOCK = os.path.join(HERE, "requirements.lock")
STAMP = os.path.join(VENV, "installed.txt")
TEST_LOCK = os.path.join(HERE, "requirements-test.lock")
TEST_STAMP = os.path.join(VENV, "installed-test.txt")
WINDOWS = os.name == "nt"
PYTHON = os.path.join(VENV, "Scripts" if WINDOWS else "bin", "python.exe" if WINDOWS else "python")
NEEDED = (3, 11)
ROOM_MB = 2000
STEP_MB = 20  # how often what has come is told
# What pip says of each package that it has fetched, by its file and (of a download) its size.
FETCHED = re.compile(
    r"\s*(?:Downloading|Using cached|Processing) (\S+\.(?:whl|zip|gz))(?: \(([\d.]+) ([kM])B\))?\s*$"
)


class Stop(Exception):
    """Something a person has to see to; the text says what."""


def tell(text):
    try:
        print(text)
    except UnicodeEncodeError:  # a console that cannot show Chinese
        print(text.encode("utf-8", "replace").decode("ascii", "replace"))
    sys.stdout.flush()


def main(arguments):
    if sys.version_info < NEEDED:
        raise Stop(
            "现在的 Python 是 %d.%d，太旧了。请安装 Python %d.%d 或更新的版本，再运行一次。"
            % (sys.version_info[0], sys.version_info[1], NEEDED[0], NEEDED[1])
        )
    arguments, wheels = take_wheels(arguments)
    python = sys.executable if is_carried() else PYTHON
    testing = arguments[:1] == ["test"]
    if testing and not os.path.exists(TEST_LOCK):
        raise Stop("这里只有程序和材料，不带测试，没有运行。测试在完整的项目文件夹里。")
    if not is_carried():
        prepare(testing, wheels or carried_wheels())
    if testing:
        return run([python, "-m", "pytest"] + arguments[1:])
    return run([python, "-m", "researchlib"] + (arguments or ["menu"]))


def is_carried():
    """Whether this runs on the Python that a pack carries, everything unpacked in it."""
    folders = [os.path.join(HERE, "python", *inside) for inside in ((), ("bin",))]
    own = os.path.dirname(os.path.abspath(sys.executable))
    return os.path.normcase(own) in [os.path.normcase(folder) for folder in folders]


def carried_wheels():
    """The folder of wheels that a pack carries, if it does."""
    folder = os.path.join(HERE, "wheels")
    return folder if os.path.isdir(folder) else None


def surroundings():
    """A carried Python has JupyterLab's files beside its packages, not under its prefix."""
    known = dict(os.environ)
    if is_carried():
        packages = next(place for place in sys.path if place.endswith("site-packages"))
        share = os.path.join(packages, "share", "jupyter")
        known.update(JUPYTER_PATH=share, JUPYTERLAB_DIR=os.path.join(share, "lab"), PYTHONUTF8="1")
    return known


def take_wheels(arguments):
    """--wheels DIR: install from a folder, without a network."""
    if "--wheels" not in arguments:
        return arguments, None
    place = arguments.index("--wheels")
    if place + 1 >= len(arguments) or not os.path.isdir(arguments[place + 1]):
        raise Stop("--wheels 后面应写存放安装包的文件夹，没有找到这个文件夹。")
    folder = os.path.abspath(arguments[place + 1])
    return arguments[:place] + arguments[place + 2 :], folder


def fingerprint(*locks):
    """What the environment was made from: the locks, the project file, the Python."""
    digest = hashlib.sha256()
    for name in locks + (os.path.join(HERE, "pyproject.toml"),):
        with io.open(name, "rb") as file:
            digest.update(file.read())
    digest.update(("%s %s" % (sys.version_info[:2], HERE)).encode("utf-8"))
    return digest.hexdigest()


def is_installed(stamp, *locks):
    try:
        with io.open(stamp, encoding="utf-8") as file:
            return file.read().strip() == fingerprint(*locks) and os.path.exists(PYTHON)
    except (IOError, OSError):
        return False


def write_stamp(stamp, *locks):
    """Written last, so that half an install is redone."""
    with io.open(stamp, "w", encoding="utf-8") as file:
        file.write(fingerprint(*locks) + "\n")


def prepare(testing, wheels):
    """The environment as the user's lock says; for the tests, what theirs says on top of it."""
    if not is_installed(STAMP, LOCK):
        install(wheels)
    if testing and not is_installed(TEST_STAMP, LOCK, TEST_LOCK):
        tell("正在安装测试工具（只有运行测试才需要）……")
        install_lock(TEST_LOCK, wheels)
        write_stamp(TEST_STAMP, LOCK, TEST_LOCK)


def install(wheels):
    """Make .venv from the lock; an old pip that Python brought is renewed by it."""
    check_room()
    tell("第一次使用（或程序已更新），正在准备运行环境，大约需要两三分钟，以后不再需要。")
    tell("[1/3] 建立独立的 Python 环境 ……")
    try:
        shutil.rmtree(VENV, ignore_errors=True)
        import venv

        venv.EnvBuilder(with_pip=True, symlinks=not WINDOWS).create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(
            "建立环境失败：%s。请确认当前文件夹可以写入、磁盘有空间、Python 带有 venv 和 pip"
            "（Debian 和 Ubuntu 需要安装 python3-venv），再运行一次。" % reason(error)
        )
    tell("[2/3] 下载并安装程序需要的软件包 ……")
    install_lock(LOCK, wheels)
    pip(["uninstall", "--yes", "setuptools"])  # an old one comes with Python 3.11, for nothing
    tell("[3/3] 安装 researchlib ……")
    pip_install(["--no-deps", "--no-build-isolation", "-e", HERE], wheels)
    write_stamp(STAMP, LOCK)


def install_lock(lock, wheels):
    pip_install(["--require-hashes", "--no-deps", "-r", lock], wheels, count_packages(lock))


def check_room():
    probe = os.path.join(HERE, ".write-test")
    try:
        with io.open(probe, "w", encoding="utf-8") as file:
            file.write("x")
        os.remove(probe)
    except (IOError, OSError):
        raise Stop("当前文件夹不能写入。请把整个项目复制到自己的文件夹（例如“文档”）后再运行。")
    free = shutil.disk_usage(HERE).free // (1 << 20)
    if free < ROOM_MB:
        raise Stop("磁盘空间不足：还剩 %d MB，至少需要 %d MB。请清理后再运行。" % (free, ROOM_MB))


def count_packages(lock):
    with io.open(lock, encoding="utf-8") as file:
        return sum("==" in line for line in file)


def pip_install(what, wheels, total=0):
    """pip keeps the user's own settings (an index of their choice); a folder replaces them."""
    command = ["install", "--progress-bar", "off"] + what
    if wheels:
        command += ["--no-index", "--find-links", wheels]
    pip(command, total)


def pip(command, total=0):
    process = subprocess.Popen(
        [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input"] + command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        cwd=HERE,
    )
    said, seen, size, told = [], 0, 0.0, 0.0
    for line in process.stdout:
        said.append(line)
        fetched = FETCHED.match(line)
        if total and fetched:
            seen, size = seen + 1, size + megabytes(*fetched.groups())
            if size - told >= STEP_MB or seen == total:
                told = size
                tell("      已取得 %d MB，%d/%d 个软件包" % (size, seen, total))
        elif line.startswith("Installing collected"):
            tell("      正在安装 ……")
    if process.wait():
        raise Stop(why_pip_failed("".join(said)))


def megabytes(place, amount, unit):
    """The size of a package that pip has fetched: as it says, or of the file it names."""
    if amount:
        return float(amount) / (1000 if unit == "k" else 1)
    try:
        return os.path.getsize(os.path.join(HERE, place)) / 1e6
    except OSError:
        return 0.0


def why_pip_failed(said):
    """One sentence for what usually goes wrong; otherwise pip's own last lines."""
    low = said.lower()
    if "no space left" in low or "errno 28" in low:
        return "安装时磁盘空间用完了。请清理磁盘后再运行，已有的文件没有改动。"
    if "permission denied" in low or "errno 13" in low:
        return "安装时没有写入权限。请把整个项目复制到自己的文件夹后再运行。"
    if "do not match the hashes" in low:
        return "下载到的软件包与清单的校验值不符，为安全起见没有安装。请换一个网络或镜像后再试。"
    network = (
        "connection",
        "timed out",
        "temporary failure",
        "name resolution",
        "proxyerror",
        "ssl",
        "getaddrinfo",
        "network is unreachable",
    )
    if any(word in low for word in network):
        return (
            "连不上软件包的下载站。请检查网络（或 pip 的镜像设置）后再运行；没有网络时，"
            "可以用带安装包的文件夹：python start.py --wheels 文件夹 report。"
        )
    if "no matching distribution" in low:
        return (
            "有的软件包在当前的下载站或文件夹里找不到适合这台电脑的版本。"
            "请换用默认的下载站，或核对安装包文件夹是否与本机系统一致。\n" + tail(said)
        )
    return "安装没有成功，最后几行提示如下：\n" + tail(said)


def tail(said):
    return "\n".join(said.strip().splitlines()[-5:])


def reason(error):
    return getattr(error, "strerror", None) or str(error)


def run(command):
    try:
        return subprocess.call(command, cwd=HERE, env=surroundings())
    except KeyboardInterrupt:
        return 130


def wait():
    """A window opened by a double click stays until what it says has been read."""
    try:
        input("按回车关闭这个窗口。")
    except (EOFError, KeyboardInterrupt):
        pass


if __name__ == "__main__":
    try:
        status = main(sys.argv[1:])
    except Stop as stop:
        tell(str(stop))
        status = 1
    if status and len(sys.argv) == 1:
        wait()
    sys.exit(status)
