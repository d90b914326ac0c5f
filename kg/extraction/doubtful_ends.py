"""Whether a clause says its deed of the phrase that a claim puts it on, or of somebody else: "not
Lang but Hale", "it was not Lang who", "the lawyer for the mayor, charged with fraud"."""

from kg.extraction.ends_of_kinds import is_of_other_kind
from kg.extraction.response_formulas import only_responds
from kg.language.clauses import antecedent
from kg.language.mentions import mention_at
from kg.model import ClaimMention, Mention, Sentence, Token
from kg.model.text import FINITE_TAGS, SUBJECTS
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology


def is_meant(sentence: Sentence, claim: ClaimMention, ontology: Ontology) -> bool:
    """Whether the sentence says the deed of these two: neither is set apart or an address, it is no
    mere response, it is clear whom "who" means, and each verb has its subject."""
    if "://" in claim.object.text or only_responds(sentence, claim):
        return False
    if is_of_other_kind(sentence, claim, ontology):
        return False
    if _is_told_to_say(sentence, claim.subject, ontology):
        return False
    apart = any(_is_set_apart(sentence, end, ontology) for end in (claim.subject, claim.object))
    return (
        not apart
        and not _may_be_another(sentence, claim, ontology)
        and not _in_negated_cleft(sentence, claim.anchor)
        and not _has_stray_verb(sentence, claim.anchor)
    )


def _is_told_to_say(sentence: Sentence, subject: Mention, ontology: Ontology) -> bool:
    """Whether a request is taken for who did it: "[State] who hid the flour"."""
    first = subject.head
    opens = first == 0 or sentence.tokens[first - 1].pos == "PUNCT"
    asks = first + 1 < len(sentence.tokens) and sentence.tokens[first + 1].tag == "WP"
    return opens and asks and is_cue(sentence, first, ontology, "ReportVerb")


def _is_set_apart(sentence: Sentence, end: Mention, ontology: Ontology) -> bool:
    """Whether the sentence says that it was somebody else, or nobody knows who: "not [Lang] but
    Hale stole it", "it was Hale, not [Lang], who stole it", "which [unit] he belonged to"."""
    if any(sentence.tokens[k].tag == "WDT" for k in sentence.dependents(end.head, "det")):
        return True
    whole = mention_at(sentence, antecedent(sentence, end.head), ontology) or end
    before = whole.start - 1
    while before > 0 and sentence.tokens[before].dep in {
        "det",
        "poss",
        "compound",
        "amod",
        "agent",
        "prep",
    }:
        before -= 1
    return (
        0 <= before < whole.start
        and sentence.tokens[before].text.lower() == "not"
        and not _is_of_verb(sentence, before)
    )


def _in_negated_cleft(sentence: Sentence, anchor: int) -> bool:
    """Whether it is said that somebody did it, and of nobody: "it was not Lang who [stole] it"."""
    for k in (anchor, *sentence.ancestors(anchor)):
        named = sentence.tokens[sentence.tokens[k].head]
        verb = sentence.tokens[named.head]
        if (
            sentence.tokens[k].dep == "relcl"
            and named.dep == "attr"
            and sentence.dependents(verb.i, "neg")
        ):
            return any(
                sentence.tokens[s].text.lower() in {"it", "that", "this"}
                for s in sentence.dependents(verb.i, "nsubj")
            )
    return False


def _has_stray_verb(sentence: Sentence, anchor: int) -> bool:
    """Whether a second verb of the sentence got no subject: of "The mother of the clerk Lang is
    [accused] of shooting wept" the parser makes the mother accused."""
    return any(
        sentence.tokens[k].tag in FINITE_TAGS
        and sentence.tokens[k - 1].pos in {"NOUN", "PROPN", "VERB"}
        and not sentence.dependents(k, "mark", "advmod", *SUBJECTS)
        for k in sentence.dependents(anchor, "advcl")
        if k > anchor
    )


def _is_of_verb(sentence: Sentence, negation: int) -> bool:
    """Whether "not" belongs to a verb before it, and to no phrase after it ("was stolen not by
    Lang")."""
    before = sentence.tokens[negation - 1] if negation else None
    return (
        before is not None
        and before.pos in {"AUX", "VERB"}
        and sentence.tokens[negation + 1].dep != "agent"
    )


def _may_be_another(sentence: Sentence, claim: ClaimMention, ontology: Ontology) -> bool:
    """Whether the clause may mean either of two people: "a friend of Hale who was convicted", "the
    lawyer for the mayor, charged with fraud"."""
    verb = sentence.tokens[claim.anchor]
    if _is_set_off(sentence, verb):
        holder = _holder(sentence, verb.head)
        if holder != verb.head and _is_person(sentence, holder, ontology):
            return True
    elif not _asks_who(sentence, verb):
        return False
    return any(person != claim.subject.head for person in _people_below(sentence, verb, ontology))


def _is_set_off(sentence: Sentence, verb: Token) -> bool:
    """Whether *verb* is a participle behind a comma: ", [charged] with fraud,"."""
    return verb.dep == "acl" and verb.tag == "VBN" and sentence.word(verb.i - 1) == ","


def _asks_who(sentence: Sentence, verb: Token) -> bool:
    subjects = sentence.dependents(verb.i, *SUBJECTS)
    return verb.dep == "relcl" and any(sentence.tokens[k].tag == "WP" for k in subjects)


def _people_below(sentence: Sentence, verb: Token, ontology: Ontology) -> list[int]:
    """The people in the phrase that *verb* describes, before it: "the lawyer for the [mayor]"."""
    behind = (
        o for p in sentence.dependents(verb.head, "prep") for o in sentence.dependents(p, "pobj")
    )
    return [o for o in behind if verb.head < o < verb.i and _is_person(sentence, o, ontology)]


def _holder(sentence: Sentence, i: int) -> int:
    """The noun that the noun at token *i* follows with a preposition ("[aide] to the governor");
    *i* itself where there is none."""
    token = sentence.tokens[i]
    before = token.head - 1
    follows = (
        token.dep == "pobj" and before >= 0 and sentence.tokens[before].pos in {"NOUN", "PROPN"}
    )
    return before if follows else i


def _is_person(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    """Whether token *i* names or describes a person."""
    mention = mention_at(sentence, i, ontology)
    return mention is not None and (
        sentence.tokens[i].entity == "PERSON" or ontology.is_a(mention.type, "Person")
    )
