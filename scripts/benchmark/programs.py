"""Files and programs: the benchmark's edge towards the disk and the programs of others."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

#: Seconds a program may take to index fifty times the corpus.
PATIENCE = 600


def write(path: Path, content: str | bytes) -> None:
    """Write a file and the directories above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def run(command: Sequence[str], folder: Path | None = None, given: str = "") -> str:
    """Run a program to its end and return what it printed.

    Args:
        command: the program and its arguments.
        folder: where it runs.
        given: what it reads from its standard input.

    Raises:
        RuntimeError: when it fails, with the end of what it said, or takes too long.
    """
    name = Path(command[0]).name
    try:
        done = subprocess.run(
            command, cwd=folder, input=given, capture_output=True, encoding="utf-8", errors="replace", check=False,
            timeout=PATIENCE, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"{name} has not ended after {PATIENCE} s") from None
    except OSError as error:
        raise RuntimeError(f"{name} cannot be run: {error.strerror}") from None
    if done.returncode:
        raise RuntimeError(f"{name} failed: {(done.stderr or done.stdout)[-600:].strip()}")
    return done.stdout
