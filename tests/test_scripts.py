"""The four shell scripts: what they say, and that each failure is one clear line.

They are run as they are. Where a script would make or change the environment, it runs in a copy of the repository's
frame whose environment and Pythons are stand-ins.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = ("serve", "build", "test")
FRAME = ("requirements.lock", "tests/requirements.lock", "scripts/environment", "scripts/find-chromium")


def run(script: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script with some environment variables changed; a Python named for the whole run does not count here."""
    return subprocess.run(
        [str(script), *arguments],
        env={**os.environ, "PYTHON": "", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def write_program(path: Path, text: str) -> Path:
    """Write a small shell program that can be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def frame(root: Path, tmp_path: Path) -> Path:
    """A copy of the scripts and locks, without an environment; its path has a space in it."""
    copy = tmp_path / "a clone"
    for name in (*FRAME, *(f"scripts/{script}" for script in SCRIPTS)):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, copy / name)
    return copy


@pytest.fixture
def ready_frame(frame: Path) -> Path:
    """The copy with an environment that is up to date, whose python knows its version and fails at all else."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    write_program(
        frame / ".venv/bin/python",
        f'if [ "$1" = -c ]; then echo {version}; else echo "called: $*"; exit 7; fi',
    )
    build_lock = (frame / "requirements.lock").read_text(encoding="utf-8")
    test_lock = (frame / "tests/requirements.lock").read_text(encoding="utf-8")
    (frame / ".venv/made-for-build").write_text(f"python {version}\n{build_lock}", encoding="utf-8")
    (frame / ".venv/made-for-test").write_text(f"python {version}\n{build_lock}{test_lock}", encoding="utf-8")
    return frame


@pytest.mark.parametrize("script", SCRIPTS)
def test_help(root: Path, script: str) -> None:
    result = run(root / "scripts" / script, "--help")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"Usage: ./scripts/{script}")


@pytest.mark.parametrize(
    ("script", "arguments", "expected"),
    [
        ("serve", ["--prot", "1"], "serve: unknown option --prot; see ./scripts/serve --help\n"),
        ("serve", ["here"], "serve: unexpected argument here; see ./scripts/serve --help\n"),
        ("serve", ["--port"], "serve: --port needs a number; see ./scripts/serve --help\n"),
        ("serve", ["--port", "http"], "serve: 'http' is not a port number; see ./scripts/serve --help\n"),
        ("serve", ["--port=65536"], "serve: '65536' is not a port number; see ./scripts/serve --help\n"),
        ("build", ["--stie", "x"], "build: unknown option --stie; see ./scripts/build --help\n"),
        ("build", ["site"], "build: unexpected argument site; see ./scripts/build --help\n"),
        ("build", ["--site"], "build: --site needs a directory; see ./scripts/build --help\n"),
    ],
)
def test_wrong_usage_is_one_line(root: Path, script: str, arguments: list[str], expected: str) -> None:
    result = run(root / "scripts" / script, *arguments)
    assert (result.returncode, result.stdout, result.stderr) == (2, "", expected)


def test_build_does_not_replace_a_directory_that_is_no_site(frame: Path) -> None:
    (frame / "papers").mkdir()
    (frame / "papers/thesis.txt").write_text("ten years", encoding="utf-8")
    result = run(frame / "scripts/build", "--site", str(frame / "papers"))
    assert result.returncode == 1
    assert result.stderr.endswith("papers holds something other than a built site; name an empty or new directory with --site\n")
    assert (frame / "papers/thesis.txt").exists()


@pytest.mark.parametrize("script", SCRIPTS)
def test_too_old_python_is_one_line(frame: Path, tmp_path: Path, script: str) -> None:
    old = write_program(tmp_path / "old/python3", r"printf '3.9\nwhole\n'")
    result = run(frame / "scripts" / script, PYTHON=str(old))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        f"{script}: Python 3.11 or newer is needed (found: {old} is 3.9); "
        "install it, or name one with PYTHON=/path/to/python3\n"
    )
    assert not (frame / ".venv").exists()


def test_old_pythons_and_dead_shims_on_path_are_passed_over(frame: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    write_program(programs / "python3.13", "echo 'not switched on' >&2; exit 127")
    write_program(programs / "python3.12", "exit 127")
    write_program(programs / "python3.11", "exit 127")
    write_program(programs / "python3", r"printf '3.10\nwhole\n'")
    write_program(programs / "python", r"printf '2.7\nbare\n'")
    result = run(frame / "scripts/build", PATH=f"{programs}:{os.environ['PATH']}")
    assert result.returncode == 1
    assert result.stderr.startswith(
        "build: Python 3.11 or newer is needed (found: python3 is 3.10, python is 2.7); install it"
    )


def test_python_without_venv_is_one_line(frame: Path, tmp_path: Path) -> None:
    bare = write_program(tmp_path / "bare/python3", r"printf '3.11\nbare\n'")
    result = run(frame / "scripts/build", PYTHON=str(bare))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.endswith("on Debian or Ubuntu: apt-get install python3-venv\n")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("pip_says", "expected"),
    [
        (
            "WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError': /simple/attrs/\n"
            "ERROR: No matching distribution found for attrs==26.1.0",
            "build: no network: the packages could not be fetched; connect and run it again (details: .venv/pip.log)\n",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "build: a fetched package is not the one the lock names; try again on another network "
            "(details: .venv/pip.log)\n",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "build: pip failed: ERROR: Could not install packages due to an OSError: [Errno 28] No space left on "
            "device (details: .venv/pip.log)\n",
        ),
    ],
)
def test_failed_installation_is_one_line_and_leaves_no_stamp(ready_frame: Path, pip_says: str, expected: str) -> None:
    (ready_frame / ".venv/made-for-build").write_text("another lock", encoding="utf-8")
    (ready_frame / "pip-says").write_text(pip_says + "\n", encoding="utf-8")
    python = ready_frame / ".venv/bin/python"
    write_program(
        python,
        f"""case "$*" in
          -c*) echo 3.11 ;;
          *--version*) ;;
          *) cat "{ready_frame}/pip-says" >&2; exit 1 ;;
        esac""",
    )
    result = run(ready_frame / "scripts/build")
    assert (result.returncode, result.stderr) == (1, expected)
    assert not (ready_frame / ".venv/made-for-build").exists()


def test_environment_that_is_up_to_date_is_not_touched(ready_frame: Path) -> None:
    # The stand-in fails for everything but its version: the script gets as far as building, and pip was not called.
    result = run(ready_frame / "scripts/build")
    assert result.stdout == "Reading and checking the corpus ...\ncalled: -P -m edition build\n"
    assert result.stderr == "build: the corpus could not be built (see above); site is unchanged\n"


def test_environment_of_another_python_than_the_named_one_is_made_anew(ready_frame: Path, tmp_path: Path) -> None:
    other = write_program(tmp_path / "other/python3", "if [ $# -eq 2 ]; then printf '3.99\\nwhole\\n'; else exit 1; fi")
    result = run(ready_frame / "scripts/build", PYTHON=str(other))
    assert result.stdout.startswith("Making the environment in .venv with Python 3.99")
    assert result.stderr == f"build: {other} could not make .venv\n"


@pytest.mark.parametrize("changed", ["requirements.lock", ".venv/made-for-build"])
def test_environment_is_renewed_when_the_lock_or_its_record_changed(ready_frame: Path, changed: str) -> None:
    with (ready_frame / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    result = run(ready_frame / "scripts/build", PYTHON="/nowhere/python3")
    # The stand-in has no pip, so the environment would be made anew, for which the named Python is missing.
    assert result.stderr.startswith("build: Python 3.11 or newer is needed (found: none)")


def test_failed_build_leaves_the_site_as_it_was(ready_frame: Path) -> None:
    site = ready_frame / "site"
    site.mkdir()
    for name in ("index.html", "404.html"):
        (site / name).write_text("old", encoding="utf-8")
    result = run(ready_frame / "scripts/build")
    assert result.returncode == 1
    assert sorted(path.name for path in ready_frame.iterdir() if "site" in path.name) == ["site"]
    assert (site / "index.html").read_text(encoding="utf-8") == "old"


def test_port_in_use_is_one_line(root: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run(root / "scripts/serve", "--port", str(port))
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith(f"serve: port {port} is in use by another program; choose another with --port N")
    assert result.stderr.count("\n") == 1


def test_chromium_that_does_not_run_is_one_line(ready_frame: Path) -> None:
    result = run(ready_frame / "scripts/find-chromium", CHROMIUM="/nowhere/chromium")
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "find-chromium: CHROMIUM=/nowhere/chromium does not run; name a working Chromium or unset it\n"
    )


def test_chromium_is_fetched_when_none_runs_and_its_absence_is_told(ready_frame: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "apt-get"):
        write_program(programs / name, f'echo "{name} $*" >>"{tmp_path}/calls"; exit 1')
    write_program(ready_frame / ".venv/bin/python", f'echo "python $*" >>"{tmp_path}/calls"; exit 1')
    result = run(ready_frame / "scripts/find-chromium", CHROMIUM="", PATH=f"{programs}:{os.environ['PATH']}")
    calls = (tmp_path / "calls").read_text(encoding="utf-8")
    assert result.returncode == 1
    assert result.stderr.splitlines()[-1].startswith("find-chromium: no Chromium found or fetched; install Chromium")
    assert "python -m playwright install --no-shell chromium\n" in calls
    assert ("apt-get update\n" in calls) == (os.geteuid() == 0)


def test_wrapper_works_from_anywhere(root: Path, tmp_path: Path) -> None:
    result = subprocess.run(
        [str(root / ".venv/bin/edition"), "--help"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "build" in result.stdout and "check" in result.stdout


@pytest.fixture
def checked_frame(ready_frame: Path, root: Path, tmp_path: Path) -> Path:
    """The copy with stand-ins for which every check passes; what runs is all in `programs`, where npm is not."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("bash", "basename", "cat", "cmp", "cp", "dirname", "find", "mkdir", "sh", "sort"):
        (programs / name).symlink_to(str(shutil.which(name)))
    write_program(programs / "chromium", "exit 0")
    write_program(
        programs / "node",
        f"""echo "node $*" >>"{tmp_path}/calls"
        case "$*" in *tsc.js*) [ ! -f "{tmp_path}/wrong-type" ] ;; esac""",
    )
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    write_program(ready_frame / ".venv/bin/python", f'if [ "$1" = -c ]; then echo {version}; fi')
    write_program(ready_frame / "scripts/build", "exit 0")
    for name in ("tests/js/package.json", "tests/js/package-lock.json"):
        (ready_frame / name).parent.mkdir(exist_ok=True)
        shutil.copy(root / name, ready_frame / name)
    return ready_frame


def run_checks(frame: Path) -> subprocess.CompletedProcess[str]:
    """Run every check of a copy with nothing but its stand-ins on PATH."""
    return run(frame / "scripts/test", PATH=str(frame.parent / "programs"), CHROMIUM="chromium")


@pytest.mark.parametrize(
    ("npm", "why"),
    [
        ("", "as TypeScript comes from npm and there is no npm; install Node"),
        ("exit 1", "as npm could not fetch TypeScript (details: .venv/types/npm.log)"),
    ],
)
def test_types_of_the_browser_code_are_skipped_in_one_line(checked_frame: Path, tmp_path: Path, npm: str, why: str) -> None:
    if npm:
        write_program(tmp_path / "programs/npm", npm)
    result = run_checks(checked_frame)
    assert (result.returncode, result.stderr) == (0, "")
    told = [line for line in result.stdout.splitlines() if "types of the browser" in line]
    assert told[:2] == ["== The types of the browser code", f"== The types of the browser code: SKIPPED, {why}"]
    assert result.stdout.endswith(" s; skipped: The types of the browser code\n") and len(told) == 3
    calls = tmp_path / "calls"
    assert not calls.exists() or "tsc.js" not in calls.read_text(encoding="utf-8")


def test_typescript_is_fetched_once_and_a_wrong_type_ends_the_run(checked_frame: Path, tmp_path: Path) -> None:
    write_program(tmp_path / "programs/npm", f'echo "npm $1 $2" >>"{tmp_path}/calls"')
    for _ in range(2):
        result = run_checks(checked_frame)
        assert (result.returncode, result.stderr) == (0, "")
        assert "== The types of the browser code: passed" in result.stdout and "skipped" not in result.stdout.lower()
    calls = (tmp_path / "calls").read_text(encoding="utf-8")
    assert calls.count("npm ci --ignore-scripts\n") == 1
    assert calls.count("typescript/lib/tsc.js --project tests/js/tsconfig.json\n") == 2
    (tmp_path / "wrong-type").touch()
    result = run_checks(checked_frame)
    assert (result.returncode, result.stderr) == (1, "test: The types of the browser code failed\n")


def test_lock_of_typescript_pins_every_package(root: Path) -> None:
    lock = json.loads((root / "tests/js/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages.keys() == {"node_modules/typescript"}
    assert all(package["integrity"].startswith("sha512-") and package["license"] for package in packages.values())
