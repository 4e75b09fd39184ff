"""A fresh virtual environment with the versions of `requirements.lock`, and the variables of a run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bridgecraft_reproduce.published import CannotRun

LOCK = "requirements.lock"
# The environments that this program made; no other folder is ever emptied.
MARKER = "reproduce-environment.txt"
# A plain torch on Linux brings several GB of CUDA libraries.
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"

# What a program needs to find its home, its temporary files and its libraries; nothing that changes its work.
KEPT = {
    "PATH",
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
    "XDG_CACHE_HOME",
    "HF_HOME",
    "DOCKER_HOST",
    "SSL_CERT_FILE",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "TEMP",
    "TMP",
    "USERPROFILE",
    "USERNAME",
    "HOMEDRIVE",
    "HOMEPATH",
    "APPDATA",
    "LOCALAPPDATA",
    "PROGRAMDATA",
    "PROGRAMFILES",
    "PROGRAMFILES(X86)",
    "PROGRAMW6432",
    "COMMONPROGRAMFILES",
    "NUMBER_OF_PROCESSORS",
    "PROCESSOR_ARCHITECTURE",
}
OURS = {
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "Agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
}


def check_variables() -> dict[str, str]:
    """The variables of a run of checks: made from a list, not inherited."""
    return {name: value for name, value in os.environ.items() if name.upper() in KEPT} | OURS


def make_environment(
    root: Path, folder: Path, base: str, wheelhouse: Path | None, offline: bool, say: Callable[[str], None]
) -> str:
    """Makes the environment and installs the lock; the path of its interpreter."""
    lock = root / LOCK
    if not lock.is_file():
        raise CannotRun(f"{LOCK} is missing in {root}. Clone the repository again.")
    if wheelhouse is not None and not wheelhouse.is_dir():
        raise CannotRun(f"There is no folder {wheelhouse}. --wheelhouse names a folder with wheels.")
    prepare(folder)
    say(f"Making a virtual environment in {folder} …")
    code, output = run([base, "-m", "venv", str(folder)])
    if code != 0:
        raise CannotRun(venv_problem(base, folder, output))
    python = str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    say(f"Installing the versions of {LOCK} …")
    pip = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--prefer-binary"]
    source = ["--no-index"] if offline or wheelhouse else []
    source += ["--find-links", str(wheelhouse.resolve())] if wheelhouse else []
    torch = re.search(r"^torch==\S+", lock.read_text(encoding="utf-8"), re.MULTILINE)
    if torch and not source:
        # Where that index cannot be reached, the one below has torch too.
        run([*pip, torch.group(0), "--index-url", TORCH_CPU_INDEX])
    code, output = run([*pip, *source, "-r", str(lock)])
    if code != 0:
        raise CannotRun(install_problem(output, bool(source)))
    return python


def prepare(folder: Path) -> None:
    """An empty folder that is known to be ours."""
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise CannotRun(f"{folder} is not a plain folder. Name another one with --venv.")
        if folder.is_dir() and any(folder.iterdir()):
            if not (folder / MARKER).is_file():
                raise CannotRun(
                    f"{folder} is there and was not made by reproduce.py, so it is left alone. "
                    "Name another folder with --venv, or use what is installed with --no-venv."
                )
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
        # First of all: what a cut leaves behind is known to be ours.
        (folder / MARKER).write_text("Made by reproduce.py, which may delete it.\n", encoding="utf-8")
    except OSError as error:
        raise CannotRun(
            f"{folder} cannot be written ({error.strerror}). Name another folder with --venv."
        ) from None


def run(command: list[str]) -> tuple[int, str]:
    """Exit code and output of an installer; it keeps its own settings (`PIP_…`, proxies) but not Python's."""
    variables = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "VIRTUAL_ENV", "__PYVENV"))
    }
    try:
        done = subprocess.run(
            command,
            env=variables | {"PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except OSError as error:
        raise CannotRun(
            f"{command[0]} could not be started ({error.strerror}). Name a newer Python with --python."
        ) from None
    return done.returncode, done.stdout.decode("utf-8", "replace")


def venv_problem(base: str, folder: Path, output: str) -> str:
    """Why there is no environment."""
    if "ensurepip" in output:
        return (
            f"{base} has no ensurepip, so it cannot make an environment. On Debian and Ubuntu: "
            "sudo apt install python3-venv. Or use what is installed with --no-venv."
        )
    return f"The environment in {folder} could not be made:\n{tail(output)}\nName another folder with --venv."


def install_problem(output: str, offline: bool) -> str:
    """Why the packages are not there."""
    if re.search(r"No space left on device|not enough space|Errno 28", output, re.IGNORECASE):
        return "The disk is full, so the packages could not be installed. Free some space and run this again."
    advice = (
        "The wheelhouse needs a wheel for every package of the lock and for this Python."
        if offline
        else "Look whether this machine reaches the package index, and whether this Python is one that the "
        "versions were made for (README.md names it); --python takes another."
    )
    return f"The packages of {LOCK} could not be installed:\n{tail(output)}\n{advice}"


def tail(output: str) -> str:
    """The last lines of an output."""
    return "\n".join(f"  {line}" for line in output.strip().splitlines()[-8:])
