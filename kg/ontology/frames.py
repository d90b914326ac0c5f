"""The language of frames: ``"sue | nsubj=S dobj=O"`` binds grammatical roles to the ends of a
relation (docs/ontology.md)."""

import re
from dataclasses import dataclass

from kg.errors import OntologyError

_SLOT = re.compile(
    r"^([a-z]+(?:_[a-z]+)*)(?::([\w'-]+(?:/[\w'-]+)*))?(?:=(S\+O|S|O|_|[a-z]+:\w+)(\?)?)?$"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument of a frame: where it stands, which lemmas it may have, which role it fills."""

    path: str
    words: frozenset[str]
    role: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Trigger lemmas, the arguments that must stand beside them, and those that must not."""

    triggers: frozenset[str]
    slots: tuple[Slot, ...]
    barred: frozenset[str] = frozenset()


def parse_frame(text: str) -> Frame:
    """Parse a frame.

    Raises OntologyError if it breaks the grammar.

    >>> frame = parse_frame("bring/file | nsubj=S dobj:suit prep_against=O prep_in=kg:court?")
    >>> sorted(frame.triggers), [s.path for s in frame.slots], frame.slots[3].optional
    (['bring', 'file'], ['nsubj', 'dobj', 'prep_against', 'prep_in'], True)
    >>> sorted(parse_frame("hold | nsubj=S dobj=O !attr").barred)
    ['attr']
    """
    head, bar, tail = text.partition("|")
    parts = tail.split()
    barred = frozenset(part[1:] for part in parts if part.startswith("!"))
    slots = [_parse_slot(text, part) for part in parts if not part.startswith("!")]
    if not bar or not slots or not head.strip():
        raise OntologyError(
            f"frame {text!r} lacks a trigger, '|' or slots", "for example: sue | nsubj=S dobj=O"
        )
    return Frame(frozenset(head.strip().split("/")), tuple(slots), barred)


def _parse_slot(text: str, part: str) -> Slot:
    """The slot that one word of the frame *text* writes down."""
    match = _SLOT.match(part)
    if match is None:
        raise OntologyError(
            f"frame {text!r}: cannot read {part!r}",
            "write path, path:lemma/lemma, path=ROLE or !path",
        )
    path, words, role, optional = match.groups()
    wanted = frozenset(words.split("/") if words else ())
    return Slot(path, wanted, role or "_", optional is not None)
