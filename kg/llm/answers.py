"""The answers of models, kept beside the store, so that the same input gives the same claims
without the model.

``STORE.answers/TEXT/REQUEST.json``: TEXT is the SHA-256 of the document's text, REQUEST that of the
question (kg.llm.prompt). A file holds words of its document: forgetting the document removes it
(kg.storage.disk.answers).
"""

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.errors import StoreDamaged, StoreError


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered: its words, the form that was asked for, and the tokens of both
    sides."""

    model: str
    prompt: str
    text: str
    form: str = ""
    tokens: int = 0


def text_digest(text: str) -> str:
    """Return the SHA-256 of a document's text, the name of the folder of its answers."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class AnswerBook:
    """The answers in a folder; without one they are kept in memory."""

    folder: Path | None = None
    _kept: dict[tuple[str, str], Answer] = field(default_factory=dict)

    def find(self, text: str, request: str) -> Answer | None:
        """Return the answer to a request about a text; ``None`` where there is none.

        Raises StoreDamaged for a file that is none of ours."""
        if self.folder is None:
            return self._kept.get((text, request))
        path = self.folder / text / f"{request}.json"
        try:
            return Answer(**json.loads(path.read_text("utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise StoreDamaged(
                f"{path} cannot be read", "delete it; the model is asked again"
            ) from error

    def keep(self, text: str, request: str, answer: Answer) -> None:
        """Keep an answer; killed at any moment, the file is whole or not there. Raises
        StoreError."""
        if self.folder is None:
            self._kept[text, request] = answer
            return
        path = self.folder / text / f"{request}.json"
        draft = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("w", encoding="utf-8", errors="surrogatepass") as file:
                file.write(json.dumps(asdict(answer), sort_keys=True) + "\n")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError as error:
            raise StoreError(
                f"cannot keep an answer in {path}: {error.strerror}", "check the folder"
            ) from error
