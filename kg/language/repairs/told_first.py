"""What a sentence tells first, before who tells it: "Rebels shot ten men, Rights Forum said"."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_first
from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import load_ontology


def part_teller(sentence: Sentence) -> Sentence:
    """Return "Rebels shot ten men, Rights Forum said" with the men as who was shot and the forum as
    who told it, where the parser read the forum as an apposition: no comma closes it."""
    return mend_first(sentence, _part, "appos")


def _part(sentence: Sentence, teller: Token) -> Changes:
    object_ = sentence.tokens[teller.head]
    verb = sentence.tokens[object_.head]
    start = sentence.subtree(teller.i)[0]
    named = teller.pos == "PROPN" and sentence.tokens[start - 1].text == ","
    if not named or object_.dep != "nsubj" or verb.i != teller.i + 1 or not _tells(sentence, verb):
        return {}
    above = sentence.tokens[sentence.subtree(object_.i)[0] - 1]
    told = [k for k in sentence.dependents(verb.i, "ccomp") if above.i in sentence.subtree(k)]
    dep = {"VERB": "dobj", "ADP": "pobj"}.get(above.pos)
    if not told or dep is None:
        return {}
    return {
        object_.i: replace(object_, dep=dep, head=above.i),
        teller.i: replace(teller, dep="nsubj", head=verb.i),
    }


def _tells(sentence: Sentence, verb: Token) -> bool:
    says = is_cue(sentence, verb.i, load_ontology(), "ReportVerb", "AllegeVerb")
    return says and verb.tag in FINITE_TAGS
