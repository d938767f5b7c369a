"""Bytes of a file as text: UTF-8 or a clear refusal."""

from __future__ import annotations

from pathlib import Path

from kgbuild.errors import InputError


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; InputError if it cannot be read, as a pipe or a link that leads nowhere."""
    if path.exists() and not path.is_file():
        raise InputError(str(path), "is no regular file", "give a file, or pipe the text in and give -")
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read ({error.strerror or error})", "check the path and its permissions"
        ) from error


def decode(where: str, data: bytes) -> str:
    """Bytes as text, a byte order mark left out; InputError for binary data and for any encoding but UTF-8."""
    if b"\x00" in data[:100_000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(where, "is binary, not text", "give a .txt, .jsonl or .html file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        from charset_normalizer import from_bytes

        line = data.count(b"\n", 0, error.start) + 1
        guess = from_bytes(data[:200_000]).best()
        if guess is None:
            raise InputError(
                f"{where}:{line}", f"is not UTF-8 (byte {error.start}) and no known encoding", "give a text file"
            ) from error
        raise InputError(
            f"{where}:{line}",
            f"is not UTF-8 (byte {error.start}); it looks like {guess.encoding}",
            f"convert it: iconv -f {guess.encoding.replace('_', '-')} -t utf-8",
        ) from error
