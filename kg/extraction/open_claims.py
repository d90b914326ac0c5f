"""Open claims: a predicate minted from words of the clause, between ends that can stand as
nodes."""

import re
from collections.abc import Iterator

from kg.extraction.frame_matching import moves_money, read_as_sum
from kg.language.clauses import Clause
from kg.language.commitments import only_agrees
from kg.language.mentions import mention_at, paired
from kg.language.phrases import count_words
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Token
from kg.model.licence import plain_words
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_NOBODY = frozenset("who which what that whoever whatever one you".split())
_SUBJECT_FORMS = frozenset("he she they we i".split())
_GENERIC = frozenset("a an any each every some another".split())
SKIPPED = frozenset({"prep_according_to", "prep_according", "prep_because", "prep_in_light"})
CONFIDENCE = 0.7
_TOLD = frozenset("did was were had has have 've ’ve been".split())
_AHEAD = frozenset("will 'll ’ll".split())
"""Helpers that tell of one time, not of what is always so."""
_PERHAPS = frozenset({"may", "might"})
_ADDRESS = re.compile(r"://|www\.|\w@\w")
_MAX_WORDS = 9
_WHO = frozenset({MentionKind.NAME, MentionKind.PRONOUN})
_MANNERS = frozenset("by after before while without upon since despite".split())
"""What stands before how or when something was done, no deed that is reached."""


def pair_ends(
    sentence: Sentence,
    clause: Clause,
    subjects: tuple[int, ...],
    objects: tuple[int, ...],
    label: str,
    words: list[str],
    ontology: Ontology,
    extractor: str = "open",
) -> Iterator[ClaimMention]:
    """Yield a claim for each pair of coordinated subjects and objects that can both stand as
    nodes."""
    predicate = "rel:" + "_".join(w for word in words if (w := word.replace("-", "")).isalpha())
    if predicate == "rel:":
        return
    for a, b in _pair_members(sentence, clause, subjects, objects):
        left = mention_at(sentence, a, ontology)
        right = _reached_at(sentence, clause, b, ontology)
        if left is None or right is None or not _can_pair(sentence, clause, left, right):
            continue
        names = (left.kind is MentionKind.NAME) + (right.kind is MentionKind.NAME)
        yield ClaimMention(
            sentence.index,
            left,
            predicate,
            label,
            right,
            clause.head,
            extractor,
            _find_qualifiers(sentence, clause, ontology, {a, b}),
            round(CONFIDENCE + 0.05 * names, 2),
        )


def _pair_members(
    sentence: Sentence, clause: Clause, subjects: tuple[int, ...], objects: tuple[int, ...]
) -> Iterator[tuple[int, int]]:
    """Yield each pair of members of the lists that *subjects* and *objects* open, without those
    that lost what makes them true."""
    for first in objects:
        for subject in subjects:
            for a, b in paired(sentence, subject, first, clause.head):
                if a != b and not _loses_sense(sentence, first, b):
                    yield a, b


def _can_pair(sentence: Sentence, clause: Clause, left: Mention, right: Mention) -> bool:
    """Whether two phrases can be the ends of a claim of *clause*."""
    if (
        left.kind is MentionKind.VALUE
        or not _can_be_node(sentence, left)
        or not _can_be_object(sentence, clause, right)
    ):
        return False
    return not is_about_anybody(sentence, clause, left, right)


def _can_be_object(sentence: Sentence, clause: Clause, mention: Mention) -> bool:
    if _counts_what_follows(sentence, mention) or _goes_on_behind(sentence, clause, mention):
        return False
    if mention.text.startswith("-") or _is_price_of_trade(sentence, clause, mention):
        return False
    if mention.text.lower() in _SUBJECT_FORMS and mention.head > clause.head:
        return False  # "as [he] was not answering": the subject of a clause that the parser missed
    return _can_be_node(sentence, mention) or _is_doing(sentence, clause, mention)


def _is_price_of_trade(sentence: Sentence, clause: Clause, mention: Mention) -> bool:
    """Whether a sum is the price of what is bought or sold around it, and no end of its own:
    "bought a firm led by Brask for [$3 million]"."""
    link = max(mention.start - 1, 0)
    if mention.type != "Money" or sentence.word(link) != "for":
        return False
    around = (*sentence.ancestors(link), *sentence.dependents(clause.head, "xcomp"))
    above = (sentence.tokens[k].lemma for k in around)
    return not words_of("TradingVerb").isdisjoint({clause.lemma, *above})


def _reached_at(sentence: Sentence, clause: Clause, i: int, ontology: Ontology) -> Mention | None:
    """What the verb reaches at token *i*; with a verb of paying or getting, a phrase that names a
    sum is the sum, and nobody."""
    mention = mention_at(sentence, i, ontology)
    return (
        read_as_sum(mention)
        if mention is not None and moves_money((clause.lemma,), ontology)
        else mention
    )


def reach_by(sentence: Sentence, clause: Clause, role: str) -> tuple[str, list[str]]:
    """The predicate that reaches its object by the preposition of *role*, as it reads and as it is
    minted."""
    preposition = plain_words(role.removeprefix("prep_"))
    verb = sentence.tokens[clause.head].text.lower()
    label, words = (f"was {verb}", ["be", verb]) if clause.passive else (verb, [clause.lemma])
    particles = [sentence.word(k) for k in clause.roles.get("prt", ())]
    reached = [*particles, *_find_quality(sentence, clause), *preposition.split()]
    return " ".join([label, *reached]), [*words, *reached]


def _find_quality(sentence: Sentence, clause: Clause) -> list[str]:
    """The adjective right behind a verb, without which it says something else: "pleaded [not
    guilty] to", "tested [positive] for"."""
    complements = ("acomp", "attr", "dobj") if clause.passive else ("acomp", "dobj")
    for k in (k for role in complements for k in clause.roles.get(role, ())):
        words = [*sentence.dependents(k, "neg"), k]
        if sentence.tokens[k].pos == "ADJ" and min(words) == clause.head + 1:
            return [sentence.tokens[i].text.lower() for i in words]
    return []


def only_relates(sentence: Sentence, clause: Clause) -> bool:
    """Return whether a participle stands for a preposition, and nobody does it: "charges
    [pertaining] to fraud"; so too a verb whose object is an agreement to do what is a claim."""
    participle = sentence.tokens[clause.head].tag in {"VBG", "VBN"}
    stands_for = participle and clause.lemma in words_of("PrepositionalParticiple")
    return stands_for or only_agrees(sentence, clause)


def is_thing(sentence: Sentence, i: int) -> bool:
    """Whether token *i* is in no date or ordinal."""
    return not any(
        a <= i < b and label in {"DATE", "TIME", "ORDINAL"} for a, b, label in sentence.entities
    )


def may_act(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Return whether token *k* names somebody, by a name, a pronoun or the class of its noun."""
    mention = mention_at(sentence, k, ontology)
    if mention is None:
        return False
    return mention.kind in _WHO or ontology.is_a(mention.type, "Agent")


def is_known(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Return whether a subject can be told apart: a name, a pronoun, or a noun whose class is
    known."""
    mention = mention_at(sentence, k, ontology)
    if mention is None or mention.kind is MentionKind.VALUE:
        return False
    if mention.kind is MentionKind.PRONOUN:
        return mention.text.lower() in {"he", "she", "they", "who"}
    return mention.kind is MentionKind.NAME or bool(mention.type)


def is_definite(sentence: Sentence, k: int) -> bool:
    """Whether noun *k* is one thing that the text has told of: "the/this/its [theory]"."""
    token = sentence.tokens[k]
    marks = {sentence.tokens[d].text.lower() for d in sentence.dependents(k, "det")}
    return token.tag == "NN" and (
        bool(marks & {"the", "this"}) or bool(sentence.dependents(k, "poss"))
    )


def _find_qualifiers(
    sentence: Sentence, clause: Clause, ontology: Ontology, used: set[int]
) -> tuple[tuple[str, Mention], ...]:
    """The other prepositional arguments of the clause, as qualifiers."""
    out = []
    for role, found in clause.roles.items():
        wanted = role.startswith("prep_") and ">" not in role and role not in SKIPPED
        if wanted and found[0] not in used and is_thing(sentence, found[0]):
            mention = mention_at(sentence, found[0], ontology)
            if mention is not None and (name := name_qualifier(sentence, role, mention)):
                out.append((name, mention))
    return tuple(out)


def name_qualifier(sentence: Sentence, role: str, mention: Mention) -> str:
    """Return what the argument of a preposition is to the claim; ``""`` for one that says nothing,
    and where a sign was read as a preposition."""
    if role == "prep_for" and mention.type == "Money":
        return "kg:price"
    word = role.removeprefix("prep_")
    if not word.replace("_", "").isalpha() or not _can_be_node(sentence, mention):
        return ""
    return f"rel:{word}" if mention.kind in {MentionKind.NAME, MentionKind.NOMINAL} else ""


def _loses_sense(sentence: Sentence, first: int, k: int) -> bool:
    """Whether the second of two nouns means the reverse without the adjective that takes back what
    the first says: "inadequate care and [training]"."""
    if k == first or sentence.dependents(k, "amod", "det", "poss"):
        return False
    adjectives = {sentence.word(a) for a in sentence.dependents(first, "amod")}
    return not adjectives.isdisjoint(words_of("ReversingAdjective"))


def _goes_on_behind(sentence: Sentence, clause: Clause, mention: Mention) -> bool:
    """Whether what is claimed goes on behind the phrase: "ordered [the suspects] released", "result
    in [the claim] being withdrawn"."""
    if mention.end >= len(sentence.tokens) or mention.head < clause.head:
        return False
    after = sentence.tokens[mention.end]
    if clause.lemma in {"have", "get"} and sentence.dependents(mention.head, "acl") == (
        mention.end,
    ):
        return False  # "had [the records] destroyed": the participle stands in the predicate
    if after.text.lower() == "being":
        return True
    return after.tag == "VBN" and clause.lemma in words_of("ResultVerb")


def _counts_what_follows(sentence: Sentence, mention: Mention) -> bool:
    """Whether a number counts what follows, and is no amount: "one of the rights"."""
    after = sentence.tokens[mention.end].text.lower() if mention.end < len(sentence.tokens) else ""
    return mention.kind is MentionKind.VALUE and after == "of"


def is_about_anybody(sentence: Sentence, clause: Clause, left: Mention, right: Mention) -> bool:
    """Return whether a clause tells of nobody in particular: a generic subject, not told in the
    past, and no name that it reaches ("officials who betray the public trust")."""
    if right.kind is MentionKind.NAME or not _means_anybody(sentence, left):
        return False
    helpers = {sentence.word(k) for k in sentence.dependents(clause.head, "aux")}
    feared = _is_bare(sentence, left) and not helpers.isdisjoint(_PERHAPS)
    return not feared and not _is_told(sentence, clause, left)


def _is_bare(sentence: Sentence, mention: Mention) -> bool:
    """ "Officers", "private parties": a plural with nothing that picks out some, and no name in it
    (the generic reading of bare plurals, Carlson 1977); who is party to the case is picked out."""
    head = sentence.tokens[mention.head]
    kids = [sentence.tokens[k] for k in sentence.children[mention.head]]
    picked = any(t.dep in {"det", "poss", "nummod", "relcl", "acl", "prep", "predet"} for t in kids)
    named = any(t.entity or t.pos == "PROPN" for t in sentence.tokens[mention.start : mention.end])
    return (
        head.tag == "NNS" and not picked and not named and head.lemma not in words_of("CaseParty")
    )


def _means_anybody(sentence: Sentence, mention: Mention) -> bool:
    """Whether anybody is meant, so nobody that a graph could hold: "an officer", "each patient",
    "all persons", "officers"."""
    if mention.kind is not MentionKind.NOMINAL:
        return False
    if _is_bare(sentence, mention):
        return True
    words = {sentence.tokens[d].lemma for d in sentence.dependents(mention.head, "det", "predet")}
    return (
        bool(words & _GENERIC)
        or words == {"all"}
        and not sentence.dependents(mention.head, "nummod")
    )


def _is_told(sentence: Sentence, clause: Clause, subject: Mention) -> bool:
    """Whether it is told in the past, and so was done by somebody in particular: "a gang [attacked]
    the bank" (Carlson & Pelletier 1995)."""
    if {sentence.tokens[d].lemma for d in sentence.dependents(subject.head, "det")} - {
        "a",
        "an",
        "some",
        "another",
    }:
        return False
    return _tells(sentence, clause.head)


def _tells(sentence: Sentence, i: int) -> bool:
    """Whether verb *i* tells what was done or is to be done, not what is always so; what hangs on a
    verb without a tense of its own is told with it ("[caused] clerks to make payments")."""
    verb = sentence.tokens[i]
    helpers = {sentence.word(k) for k in sentence.dependents(i, "aux", "auxpass")} - {"to"}
    if helpers:
        return not helpers.isdisjoint(_TOLD if verb.dep == "relcl" else _TOLD | _AHEAD)
    past = verb.tag == "VBD" or (verb.tag, verb.dep) == ("VBN", "acl")
    return past or _hangs_on_verb(sentence, verb) and _tells(sentence, verb.head)


def _hangs_on_verb(sentence: Sentence, verb: Token) -> bool:
    """Whether an infinitive or a participle in "-ing", or the first that it joins, is part of
    another verb's clause."""
    if verb.dep == "conj" and sentence.tokens[verb.head].tag == verb.tag:
        return _hangs_on_verb(sentence, sentence.tokens[verb.head])
    bound = verb.dep in {"xcomp", "ccomp", "advcl"} and verb.tag in {"VB", "VBG"}
    return bound and verb.head != verb.i and sentence.tokens[verb.head].pos == "VERB"


def _is_doing(sentence: Sentence, clause: Clause, mention: Mention) -> bool:
    """Whether a gerund names a deed with what it is done to: "is responsible for [hiring clerks]",
    "was accused of [hiding it]"."""
    head = sentence.tokens[mention.head]
    manner = sentence.tokens[head.head].text.lower() in _MANNERS
    gerund = (
        head.tag == "VBG"
        and head.dep == "pcomp"
        and not manner
        and mention.end - mention.start > 1
        and count_words(sentence, mention.start, mention.end) <= _MAX_WORDS
    )
    return gerund and clause.lemma in words_of("ObjectBlameVerb") | words_of("PursuitVerb")


def _can_be_node(sentence: Sentence, mention: Mention) -> bool:
    """Whether a phrase can stand as a node: not an empty noun, and short enough to name
    something."""
    head = sentence.tokens[mention.head]
    if (
        count_words(sentence, mention.start, mention.end) > _MAX_WORDS
        or head.pos == "VERB"
        or _is_nobody(sentence, mention)
        or _is_broken(sentence, mention)
    ):
        return False
    return head.pos != "NOUN" or not _is_empty(head) or mention.end - mention.start > 2


def _is_empty(head: Token) -> bool:
    """Whether a noun names nothing, by itself or behind its preposition."""
    if head.lemma in words_of("EmptyNoun"):
        return True
    return head.dep == "pobj" and head.lemma in words_of("IdiomNoun")


def _is_nobody(sentence: Sentence, mention: Mention) -> bool:
    word = sentence.tokens[mention.head].text.lower()
    return mention.kind is MentionKind.PRONOUN and (
        word in _NOBODY or word.endswith(("self", "selves"))
    )


def _is_broken(sentence: Sentence, mention: Mention) -> bool:
    """Whether a phrase is none: an address, half of a bracket, "demand [that the firm pay damages]"
    read as a noun phrase."""
    halved = any((a in mention.text) != (b in mention.text) for a, b in ("[]", "()"))
    clause = _hides_clause(sentence, mention)
    return clause or halved or _ADDRESS.search(mention.text) is not None


def _hides_clause(sentence: Sentence, mention: Mention) -> bool:
    """Whether a "that" before a plural, which is not its article, opens no clause that the parser
    saw: in "said that [militants] fired" it does."""
    head = sentence.tokens[mention.head]
    if head.tag not in {"NNS", "NNPS"} or not mention.start:
        return False
    before = sentence.tokens[mention.start - 1]
    return before.text.lower() == "that" and (before.dep, before.head) != ("mark", head.head)
