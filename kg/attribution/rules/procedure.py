"""The writer's own procedural facts: "He was arraigned on Monday", "The trial begins in May"."""

from kg.language.clauses import read_clause
from kg.model import Sentence
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import Ontology

_COURTS = ("JudgeNoun", "AccuserNoun", "OfficeNoun", "DecisionNoun")


def is_procedural(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether the main verb of *sentence* tells of the proceeding itself: in the passive, of a
    court or an accuser, or of a plea."""
    root = sentence.root
    if _is_motion(sentence, root) or is_cue(sentence, root, ontology, "AdmitVerb"):
        return True
    clause = read_clause(sentence, root)
    official = _is_official(sentence, clause.roles.get("nsubj", ()), ontology)
    classes = cue_classes(sentence, root, ontology)
    if "ProcedureVerb" not in classes:
        return _disposes(sentence, root, official, ontology)
    return clause.passive or official or sentence.tokens[root].lemma in words_of("OwnCourseVerb")


def _disposes(sentence: Sentence, verb: int, official: bool, ontology: Ontology) -> bool:
    """Whether a court disposes of a case: "three judges quashed the convictions", "the Sixth
    Circuit affirmed the verdict"."""
    if sentence.tokens[verb].lemma in words_of("DispositionVerb"):
        decided = sentence.dependents(verb, "dobj", "nsubjpass")
        return official or any(is_cue(sentence, k, ontology, "DecisionNoun") for k in decided)
    return official and is_cue(sentence, verb, ontology, "UndoVerb")


def _is_official(sentence: Sentence, subjects: tuple[int, ...], ontology: Ontology) -> bool:
    """Whether a court, an accuser or a hearing acts."""
    return any(
        is_cue(sentence, k, ontology, *_COURTS) or sentence.tokens[k].lemma in {"trial", "hearing"}
        for k in subjects
    )


def _is_motion(sentence: Sentence, verb: int) -> bool:
    """Whether a party moves for something: "moved to dismiss", "moved for judgment"."""
    asked = bool(sentence.dependents(verb, "xcomp", "advcl")) and not sentence.dependents(
        verb, "dobj"
    )
    return sentence.tokens[verb].lemma == "move" and asked
