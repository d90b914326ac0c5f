"""Words in quotation marks for which nobody is named: they are not the writer's."""

from kg.attribution.modality.local import Local
from kg.model import Modality, Sentence

_QUOTE_MARKS = frozenset({'"', "'", "“", "”", "‘", "’", "``", "''", "«", "»"})


def set_apart(sentence: Sentence, token: int, local: Local, quoted: bool) -> Local:
    """Return what quotation marks make of words that nobody is named for; *quoted*: the token
    stands inside a quotation."""
    if quoted:
        return local.weaken_to(Modality.REPORTED, "in quotation marks")
    return (
        local.weaken_to(Modality.REPORTED, "in scare quotes")
        if _at_a_distance(sentence, token)
        else local
    )


def _at_a_distance(sentence: Sentence, token: int) -> bool:
    """Whether a verb stands alone in quotation marks, and is not the writer's: "was 'hired' in
    2019"."""
    around = sentence.tokens[token - 1 : token] + sentence.tokens[token + 1 : token + 2]
    return (
        sentence.tokens[token].pos == "VERB"
        and len(around) == 2
        and all(t.text in _QUOTE_MARKS for t in around)
    )
