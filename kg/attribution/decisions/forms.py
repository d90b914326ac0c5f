"""What the form of a judgment's sentence tells: the body that decides finds something, a court
rules, a provision speaks, the story of the case goes on."""

from kg.attribution.decisions.generic_sentences import is_generic
from kg.attribution.decisions.precedents import tells_settled_law
from kg.language.mentions import mention_at
from kg.model import Sentence
from kg.ontology.lexicon import is_cue, is_word
from kg.ontology.loader import Ontology


def decides_itself(sentence: Sentence, ontology: Ontology, alone: bool) -> bool:
    """Whether the body that decides, or its "we", finds something in the sentence; a judge who sits
    *alone* says "I"."""
    own = {"we", "i"} if alone else {"we"}
    speakers = [
        *find_bodies(sentence, ontology),
        *(t.i for t in sentence.tokens if t.text.lower() in own and t.pos == "PRON"),
    ]
    if sentence.text.startswith("Held:"):
        return True
    return _in_own_view(sentence, ontology, alone) or any(
        finds(sentence, i, ontology) or _is_satisfied(sentence, i, ontology) for i in speakers
    )


def _in_own_view(sentence: Sentence, ontology: Ontology, alone: bool) -> bool:
    """Whether it is the court's own conclusion: "In our judgment Ortiz copied them"."""
    first = sentence.tokens[:3]
    if len(first) < 3 or first[0].text.lower() != "in":
        return False
    owner = first[1].text.lower()
    own = owner == "our" or alone and owner == "my"
    return own and is_cue(sentence, 2, ontology, "ViewNoun")


def _is_satisfied(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    """Whether the token is the subject of a belief: "[we] are satisfied that ..."."""
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    words = (verb.i, *sentence.dependents(verb.i, "acomp"))
    return (
        token.dep in {"nsubj", "nsubjpass"}
        and any(is_word(sentence, k, ontology, "BelieveAdjective") for k in words)
        and not sentence.dependents(verb.i, "neg")
    )


def finds(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    """Whether the token finds something in the present tense, which a decision keeps for what it
    decides itself: "the Board [finds] that …"."""
    token = sentence.tokens[i]
    return (
        token.dep == "nsubj"
        and sentence.tokens[token.head].tag in {"VBZ", "VBP"}
        and is_cue(sentence, token.head, ontology, "FindVerb")
    )


def rules_on(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether a court or an officer decides something in the sentence, or its decision is named."""
    return any(_decides_by(sentence, k, ontology) for k in find_bodies(sentence, ontology))


def _decides_by(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether the body at *k* decides: "the [court] held", "the order of the [court]"."""
    token = sentence.tokens[k]
    heads = [token.head, *([sentence.tokens[token.head].head] if token.dep == "pobj" else [])]
    deciding = ("FindVerb", "ProcedureVerb", "UndoVerb", "DecisionNoun")
    return any(is_cue(sentence, head, ontology, *deciding) for head in heads)


def find_bodies(sentence: Sentence, ontology: Ontology) -> list[int]:
    """The tokens that name a court, a board or an officer that decides."""
    words = ontology.words.get("DecidingBody", frozenset())
    return [t.i for t in sentence.tokens if t.text.lower() in words]


def weighs_evidence(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether the sentence tells, in the present tense, what the body that decides makes of the
    proof: "The evidence does not show that ...", "the weight of the evidence is against ..."."""
    root = sentence.tokens[sentence.root]
    verbs = (root, *(sentence.tokens[k] for k in sentence.dependents(root.i, "aux", "auxpass")))
    present = any(t.tag in {"VBZ", "VBP"} for t in verbs)
    tells = root.lemma in {"be", "support"} or is_cue(
        sentence, root.i, ontology, "ShowVerb", "FindVerb", "FailVerb"
    )
    subjects = sentence.dependents(root.i, "nsubj")
    return (
        present and tells and any(is_weighed(sentence.tokens[k].lemma, ontology) for k in subjects)
    )


def is_weighed(word: str, ontology: Ontology) -> bool:
    """Whether a word names what is weighed: "evidence", "preponderance"."""
    return word in ontology.words.get("WeighedNoun", frozenset())


def states_law(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether a provision speaks, in the present, or binds whoever it names: "Section 12 provides",
    "a tenant shall pay", "provided that"."""
    if sentence.text.lower().startswith("provided that") or is_generic(sentence):
        return True
    if tells_settled_law(sentence):
        return True
    root = sentence.tokens[sentence.root]
    subjects = sentence.dependents(root.i, "nsubj", "nsubjpass")
    if any(sentence.tokens[k].text.lower() == "shall" for k in sentence.dependents(root.i, "aux")):
        return not any(
            sentence.tokens[k].entity or sentence.tokens[k].pos == "PRON" for k in subjects
        )
    return root.tag in {"VBZ", "VBP"} and any(
        _is_provision(sentence, k, ontology) for k in subjects
    )


def _is_provision(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether the phrase with the head *k* names a law or a part of one."""
    mention = mention_at(sentence, k, ontology)
    return mention is not None and bool(mention.type) and ontology.is_a(mention.type, "Law")


def tells_what_somebody_did(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether the main verb is past and its subject a name, not a court's: the story of the case,
    and no statement of law."""
    root = sentence.tokens[sentence.root]
    if not any(
        sentence.tokens[i].tag == "VBD"
        for i in (root.i, *sentence.dependents(root.i, "aux", "auxpass"))
    ):
        return False
    subjects = sentence.dependents(root.i, "nsubj", "nsubjpass")
    named = (
        (a, b)
        for a, b, kind in sentence.entities
        if kind in ("PERSON", "ORG") and any(a <= i < b for i in subjects)
    )
    return any(ontology.class_by_ending(sentence.slice(a, b)) != "Court" for a, b in named)
