"""A study's own key: a fingerprint of what can be guessed is published keyed with it.

Of pay records somebody may know all but one figure: a plain SHA-256 would tell when the guess is
right (dictionary attack). HMAC-SHA-256 (RFC 2104) tells nothing to whoever lacks the key.
"""

import hmac
import secrets
from pathlib import Path

from researchlib.store.files import write_atomic

_PRINTED = 12  # how much of a fingerprint is published


def kept_key(path: Path) -> str:
    """The key in this file, made where there is none.

    Raises DataProblem where the folder cannot be written.
    """
    if not path.is_file():
        write_atomic(path, secrets.token_hex(32).encode())
    return path.read_text(encoding="utf-8").strip()


def keyed(fingerprint: str, key: str) -> str:
    """The fingerprint as it may be published. It follows from what a ledger printed of the plain
    one, so that an old ledger can be compared."""
    return hmac.new(key.encode(), fingerprint[:_PRINTED].encode(), "sha256").hexdigest()
