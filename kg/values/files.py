"""What leaves kg as a file: it appears whole or not at all. Pages and exports are written so."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kg.errors import ExportError


def write_file(target: Path, parts: Iterable[str] | Iterable[bytes]) -> Path:
    """Write *parts* to *target*, text as UTF-8, whole or not at all; what stood there stays until
    then, and a link stays a link. A device or a pipe is written to, never replaced. Raises
    ExportError."""
    place = Path(os.path.realpath(target))
    draft = place.with_name(f".{place.name}.{os.getpid()}.part")
    replaces = place.is_file() or not target.exists()
    try:
        with (draft if replaces else target).open("wb") as file:
            for part in parts:
                file.write(part.encode("utf-8") if isinstance(part, str) else part)
        if replaces:
            draft.replace(place)
    except OSError as error:
        raise ExportError(
            f"cannot write {target}: {error.strerror or error}",
            "check the folder and the free space",
        ) from error
    finally:
        with suppress(OSError):  # the folder may be none
            draft.unlink(missing_ok=True)
    return target
