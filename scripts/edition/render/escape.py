"""Keeping the characters of a source from becoming markup."""

from __future__ import annotations

import json
import re
from html import escape

# Everything ASCII that is neither letter, digit nor space can mean something to
# Markdown or HTML; as a numeric reference it means only itself.
_PUNCTUATION_RE = re.compile(r"[!-/:-@\[-`{-~]")


def html(text: str) -> str:
    """Return `text` for HTML content or a quoted attribute."""
    return escape(text, quote=True)


def markdown_inline(text: str) -> str:
    """Return `text` for a Markdown heading: no character of it can be markup."""
    return _PUNCTUATION_RE.sub(lambda match: f"&#{ord(match[0])};", text)


def front_matter(values: dict[str, object]) -> str:
    """Return a YAML head in the JSON subset, which needs no other escaping."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "---\n" + "\n".join(lines) + "\n---\n"
