"""What a finding or an admission rests on: a verdict, a plea, or no more than its modality says."""

from collections.abc import Sequence

from kg.attribution.scopes import Scope
from kg.model import Licence, Modality, Sentence
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology


def find_ground(
    levels: Sequence[Scope], modality: Modality, sentence: Sentence, ontology: Ontology
) -> str:
    """Return the ground of a proposition that *levels* (innermost first) found or admitted; ``""``
    where the modality says all."""
    deciding = next((scope for scope in levels if scope.modality is modality), None)
    if deciding is None:
        return ""
    if modality is Modality.ADMITTED and any(
        sentence.tokens[k].lemma == "plead" for k in deciding.cue
    ):
        return Licence.PLEA
    return (
        Licence.VERDICT
        if modality is Modality.FOUND and _is_verdict(deciding, sentence, ontology)
        else ""
    )


def _is_verdict(scope: Scope, sentence: Sentence, ontology: Ontology) -> bool:
    """Whether a verdict says so: "the jury found that", "was convicted of paying", "was found
    liable for"."""
    source = scope.source
    words = (
        (*scope.cue, source.head)
        if source is not None and source.sentence == sentence.index
        else scope.cue
    )
    return scope.rule == "plea or guilt" or any(
        is_cue(sentence, k, ontology, "VerdictWord") for k in words
    )
