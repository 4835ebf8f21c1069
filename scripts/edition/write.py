"""Writing the built site below docs/: the only place where the edition writes files."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_site(docs: Path, site: Mapping[str, str | bytes], generated: tuple[str, ...]) -> int:
    """Write files that changed and remove generated files no longer made.

    Args:
        docs: the docs folder.
        site: content by path below it.
        generated: files and folders below it that the build owns.

    Returns:
        how many files were written or removed.
    """
    changed = 0
    for path, content in site.items():
        data = content if isinstance(content, bytes) else content.encode()
        target = docs / path
        if target.is_file() and target.read_bytes() == data:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(target.name + ".part")
        temporary.write_bytes(data)
        os.replace(temporary, target)
        changed += 1
    for name in generated:
        root = docs / name
        if not root.is_dir():
            continue
        for folder, _, files in os.walk(root, topdown=False):
            for file in files:
                stale = Path(folder) / file
                if stale.relative_to(docs).as_posix() not in site:
                    stale.unlink()
                    changed += 1
            if not os.listdir(folder):
                os.rmdir(folder)
    return changed


def write_text(path: Path, text: str) -> None:
    """Replace a file as a whole, so that a failure leaves the old one."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    os.replace(temporary, path)


def write_new_folder(folder: Path, contents: Mapping[str, str]) -> None:
    """Write files into a folder that is not there yet, as a whole or not at all.

    Raises:
        FileExistsError: when the folder is there.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        raise FileExistsError(f"{folder} is there already")
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".part-") as made:
        # mkdtemp makes a folder only its owner can read; what is moved is one inside it.
        inner = Path(made) / "new"
        inner.mkdir()
        for name, text in contents.items():
            write_text(inner / name, text)
        os.rename(inner, folder)
