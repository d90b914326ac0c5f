"""A vault for Obsidian (.obsidian.zip): a note for each named entity and each document, linked.

Unpack it and open the folder as a vault. Lost: what is not named as a node, spans of subject and
object, merges, the texts. https://help.obsidian.md/links"""

from collections.abc import Iterator

from kg.export.memos.word import pack
from kg.export.notes import read_notes, write_notes
from kg.model.safe_text import display_text
from kg.storage.store import Store

LOSSLESS = False


def write(store: Store) -> Iterator[bytes]:
    """Yield the archive; the same claims give the same bytes."""
    notes = write_notes(read_notes(store), _link)
    yield pack({f"{name}.md": text for name, text in notes})


def _link(name: str, words: str) -> str:
    """A link of a vault; the words shown are text there, without brackets and bars."""
    shown = " ".join(words.replace("|", " ").replace("[", "(").replace("]", ")").split())
    return f"[[{name}]]" if shown == name else f"[[{name}|{display_text(shown)}]]"
