"""What an account is: a stretch of sentences that one source tells, and how far it reaches.

Newspapers and courts name a source once and go on telling what it says in bare sentences. Corpora
of attribution leave those out (PARC 3.0, Pareti 2016); for a reader they are still that source's.
"""

from dataclasses import dataclass
from enum import IntEnum

from kg.attribution.scopes import Scope
from kg.model import Mention, Modality, Polarity


class Reach(IntEnum):
    """What of a sentence an account holds, the least first."""

    HARMS = 0
    """Bare deeds that harm who does them, if they are so: a telling was named, which may not go
    on."""
    DEEDS = 1
    """Bare deeds of the past: the source was named, the account goes on without being announced."""
    BARE = 2
    """All that is bare, but for titles and procedure: the account was announced."""
    ALL = 3
    """Everything, whoever is named inside: a turn of a transcript, an item of an introduced
    list."""


@dataclass(frozen=True)
class Account:
    """Who tells a sentence, and how strongly; ``rule`` names the rule that said so, ``start`` the
    first character told."""

    source: Mention | None
    modality: Modality
    reach: Reach
    rule: str
    polarity: Polarity = Polarity.POSITIVE
    start: int = 0
    opener: Scope | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What two sentences of one account share."""
        return self.source, self.modality, self.rule
