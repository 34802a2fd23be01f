"""`researchlib lab`: JupyterLab in Chinese, on this machine only, asking for no news."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

_OVERRIDES = {
    "@jupyterlab/translation-extension:plugin": {"locale": "zh_CN"},
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
}


def lab_command(home: Path, study: str, settings: Path, *more: str) -> tuple[list[str], dict]:
    """The command and environment that start the server: localhost, its own token."""
    folder = settings / "labconfig"
    folder.mkdir(parents=True, exist_ok=True)
    overrides = json.dumps(_OVERRIDES)
    (folder / "default_setting_overrides.json").write_text(overrides, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={home}",
        f"--LabApp.default_url=/lab/tree/notebooks/{study}",
        *more,
    ]
    inherited = os.environ.get("JUPYTER_CONFIG_PATH", "")
    paths = os.pathsep.join(filter(None, (str(settings), inherited)))
    return command, {**os.environ, "JUPYTER_CONFIG_PATH": paths}


def open_lab(home: Path, study: str) -> int:
    """Start JupyterLab and wait until it is closed."""
    with tempfile.TemporaryDirectory() as settings:
        command, environment = lab_command(home, study, Path(settings))
        try:
            return subprocess.run(command, env=environment, check=False).returncode
        except KeyboardInterrupt:
            return 0
