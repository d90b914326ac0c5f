"""Who says what in a headline: "Ruiz denies fraud", "Police: man stole car", "Ruiz: “I paid”".

A headline claims nothing (its article does), but somebody's words in it are a statement of theirs.
"""

from kg.attribution.scopes import Scope
from kg.attribution.sentence_scopes import find_scopes
from kg.model import Sentence
from kg.ontology.loader import Ontology

_OWN = frozenset({"i", "we", "my", "our"})


def find_headline(sentence: Sentence, ontology: Ontology, quoted: frozenset[int]) -> list[Scope]:
    """Return the attributions of a heading whose speaker it names; *quoted* are its tokens inside
    quotation marks."""
    found = find_scopes(sentence, ontology, quoted)
    return [s for s in found if s.source and s.content and not _is_topic(sentence, s, quoted)]


def _is_topic(sentence: Sentence, scope: Scope, quoted: frozenset[int]) -> bool:
    """Whether a name before a colon is what the headline is about, not who speaks: "Ada Ruiz:
    prosecutors appeal"."""
    first, mention = min(scope.content), scope.source
    if mention is None or scope.rule != "aside or colon" or mention.end > first:
        return False
    named = sentence.tokens[mention.head].pos == "PROPN"
    own = any(sentence.word(k) in _OWN for k in scope.content)
    return named and not own and quoted.isdisjoint(scope.content)
