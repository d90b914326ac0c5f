"""The folder beside a store that holds what models answered on its documents (kg.llm.answers), a
folder a text: what is forgotten goes there too."""

import shutil
from collections.abc import Collection
from pathlib import Path

from kg.errors import StoreError


def answers_folder(store: Path | None) -> Path | None:
    """Return where the answers of a store are kept; ``None`` for a store in memory."""
    return None if store is None else store.absolute().with_name(f"{store.absolute().name}.answers")


def keep_answers(store: Path | None, texts: Collection[str]) -> None:
    """Remove the answers about every text but these (SHA-256). Raises StoreError."""
    folder = answers_folder(store)
    if folder is None or not folder.is_dir():
        return
    try:
        for path in sorted(folder.iterdir()):
            if path.name not in texts:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError as error:
        raise StoreError(
            f"cannot remove answers in {folder}: {error.strerror}",
            "check the folder and run the command again",
        ) from error
