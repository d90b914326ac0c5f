"""Small records beside a store's engine: what could not be read, and settings. Each is one JSON
file in the store's folder, written whole or not at all; no export holds them."""

import json
import os
from pathlib import Path
from typing import Any, Literal

from kg.errors import StoreDamaged, StoreError
from kg.storage.disk.marker import sync_folder

type Name = Literal["failures", "settings"]


class Records:
    """The records of the store in folder *path*; of a store in memory (``None``) they last as long
    as it."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._held: dict[str, dict[str, Any]] = {}

    def read(self, name: Name) -> dict[str, Any]:
        """Return a record, empty where nothing was written; raise StoreDamaged."""
        if self.path is None:
            return dict(self._held.get(name, {}))
        file = self._file(name)
        try:
            return dict(json.loads(file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError) as error:
            raise StoreDamaged(
                f"{file} cannot be read", "delete it: no document and no verdict stands in it"
            ) from error

    def write(self, name: Name, record: dict[str, Any]) -> None:
        """Put a record in place, also if the power fails; raise StoreError."""
        if self.path is None:
            self._held[name] = dict(record)
            return
        file = self._file(name)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            with draft.open("w", encoding="utf-8") as target:
                target.write(json.dumps(record, ensure_ascii=False, sort_keys=True) + "\n")
                target.flush()
                os.fsync(target.fileno())
            draft.replace(file)
            sync_folder(file.parent)
        except OSError as error:
            raise StoreError(
                f"cannot write {file}: {error.strerror}", "check the folder"
            ) from error

    def _file(self, name: Name) -> Path:
        assert self.path is not None
        return self.path / f"kg-{name}.json"
