"""Clauses of a sentence: a predicate token with its arguments by grammatical role.

The roles are those of the *active* clause: passive subjects stand under ``dobj`` (or ``dative``),
"by" agents under ``nsubj``. Subjects are found across coordination, control, participles and
relative clauses (Universal Dependencies calls these "enhanced" dependencies; Schuster & Manning
2016). The roles are the paths of the ontology's frames: ``nsubj dobj dative attr acomp xcomp prt
prep_X``.
"""

from dataclasses import dataclass, field

from kg.language.clauses.agreement import agree, follows_name, has_to, is_finite, nearest_subject
from kg.language.clauses.arguments import (
    Roles,
    file_argument,
    file_deep_prepositions,
    find_accused,
    find_relative_object,
    find_stray_against,
    find_stray_charge,
    find_stray_price,
    share_arguments,
)
from kg.language.clauses.control import find_doers
from kg.language.clauses.relatives import antecedent as antecedent
from kg.language.clauses.relatives import bearer, has_relative, outer_noun
from kg.model import Sentence, Token
from kg.model.caching import keep_with_sentence
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology

_TEMPORAL = frozenset({"after", "before", "on", "upon", "since"})
GOVERNED = frozenset({"xcomp", "advcl", "pcomp", "ccomp"})
"""Edges by which a verb without a tense hangs on another."""
_VERBAL = frozenset({"VERB", "AUX"})
_NO_CLAUSE = frozenset({"aux", "auxpass", "amod", "compound", "case", "prep"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate token and its arguments: role → token indices in text order."""

    head: int
    lemma: str
    passive: bool
    roles: dict[str, tuple[int, ...]] = field(hash=False)

    @property
    def subjects(self) -> tuple[int, ...]:
        """The tokens of the subject as it stands: who does it, or whom it is done to."""
        return self.roles.get("dobj" if self.passive else "nsubj", ())


@keep_with_sentence
def find_clauses(sentence: Sentence) -> tuple[Clause, ...]:
    """Return one clause for each verb or copula that heads one, in text order."""
    return tuple(read_clause(sentence, t.i) for t in sentence.tokens if _heads_clause(sentence, t))


def _heads_clause(sentence: Sentence, token: Token) -> bool:
    verbal = token.pos == "VERB" or token.lemma == "be" and token.pos == "AUX"
    return verbal and token.dep not in _NO_CLAUSE and not _is_stray(sentence, token.i)


def _is_stray(sentence: Sentence, i: int) -> bool:
    """Whether a bare infinitive that nothing governs is a noun read as a verb: "spoke to donors,
    [exhibit] organizers"."""
    token = sentence.tokens[i]
    above = sentence.tokens[token.head]
    if token.tag != "VB" or sentence.dependents(i, "aux", *SUBJECTS):
        return False
    if token.dep == "conj":  # no past tense is joined to a bare form
        return above.tag == "VBD" and not sentence.dependents(above.i, "aux")
    governed = token.dep in {"xcomp", "advcl", "ccomp"}
    return governed and above.lemma not in words_of("BareInfinitiveVerb")


@keep_with_sentence
def read_clause(sentence: Sentence, i: int) -> Clause:
    """Return verb *i* with its arguments."""
    passive = is_passive(sentence, i)
    roles = _file_own_arguments(sentence, i, passive)
    if not _has_own_subject(sentence, i, passive, roles):
        _borrow_subject(sentence, i, passive, roles)
    find_relative_object(sentence, i, passive, roles)
    share_arguments(sentence, i, passive, roles)
    file_deep_prepositions(sentence, roles)
    find_stray_against(sentence, i, roles)
    find_stray_charge(sentence, i, roles)
    find_stray_price(sentence, i, roles)
    find_accused(sentence, i, roles)
    if passive and len(roles.get("dobj", ())) > 1 and "dative" not in roles:
        roles["dative"] = [roles["dobj"].pop(_first_subject(i, roles["dobj"]))]
        if sentence.tokens[i].lemma in words_of("TransferVerb"):
            roles.setdefault("prep_to", []).extend(roles["dative"])
    return Clause(
        i,
        sentence.tokens[i].lemma,
        passive,
        {k: tuple(sorted(set(v))) for k, v in sorted(roles.items()) if v},
    )


def subjects_of(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """Return the tokens of the subject of *verb* as it stands."""
    return read_clause(sentence, verb).subjects


def _file_own_arguments(sentence: Sentence, i: int, passive: bool) -> Roles:
    """The words that hang on verb *i*, by role."""
    roles: Roles = {}
    for k in sentence.children[i]:
        if not _is_lost_article(sentence, i, k):
            file_argument(sentence, i, k, passive, roles)
    return roles


def _has_own_subject(sentence: Sentence, i: int, passive: bool, roles: Roles) -> bool:
    """Whether verb *i* has a subject or a clause in its place; the sum that a passive keeps ("and
    fined [$500]") is none."""
    if sentence.dependents(i, "csubj", "csubjpass"):
        return True
    if not passive:
        return "nsubj" in roles
    return any(not _is_kept_sum(sentence, i, k) for k in roles.get("dobj", ()))


def _is_lost_article(sentence: Sentence, verb: int, k: int) -> bool:
    """Whether an article was read as a second subject: "[The] 22nd Fair took place"."""
    subjects = sentence.dependents(verb, *SUBJECTS)
    return sentence.tokens[k].tag == "DT" and len(subjects) > 1 and k in subjects and k + 1 < verb


def is_passive(sentence: Sentence, i: int) -> bool:
    """Whether verb *i* is a passive participle ("was sued", "records released by")."""
    if sentence.dependents(i, "auxpass", "nsubjpass", "agent"):
        return True
    token = sentence.tokens[i]
    if token.dep == "conj" and _is_bare(sentence, i):
        first = parallel(sentence, i)
        if token.tag == "VBN" or first != token.head:
            return sentence.tokens[first].pos == "VERB" and is_passive(sentence, first)
    bare = token.tag == "VBN" and token.dep in {"acl", "advcl"}
    return bare and not sentence.dependents(i, "aux", "dobj", "nsubj")


def _is_bare(sentence: Sentence, i: int) -> bool:
    """Whether verb *i* has no auxiliary, subject or object of its own, but a sum that it may
    keep."""
    things = sentence.dependents(i, "dobj")
    others = sentence.dependents(i, "aux", "nsubj")
    return not others and all(_is_kept_sum(sentence, i, k) for k in things)


def _is_kept_sum(sentence: Sentence, verb: int, k: int) -> bool:
    """ "Was sentenced and fined [$500]": a passive may keep the sum as its object."""
    participle = sentence.tokens[verb].tag == "VBN" or bool(sentence.dependents(verb, "agent"))
    return participle and verb < k and sentence.tokens[k].entity == "MONEY"


def _first_subject(verb: int, objects: list[int]) -> int:
    return next((k for k, o in enumerate(objects) if o < verb), 0)


def _borrow_subject(sentence: Sentence, i: int, passive: bool, roles: Roles) -> None:
    """File the subject that verb *i* shares with the clause or noun above it."""
    role = "dobj" if passive else "nsubj"
    if shared := _shared_subject(sentence, i, passive):
        roles.setdefault(role, []).extend(shared)
    elif not roles.get(role):
        roles.pop(role, None)


def _shared_subject(sentence: Sentence, i: int, passive: bool) -> tuple[int, ...]:
    """The subject of verb *i* that stands elsewhere: at the verb that it is joined to, the noun
    that it modifies, or the verb that governs it."""
    token = sentence.tokens[i]
    if token.dep == "conj" and sentence.tokens[token.head].pos in _VERBAL:
        shared = _surface_subject(read_clause(sentence, parallel(sentence, i)))
        return shared if agree(sentence, i, shared) else nearest_subject(sentence, i)
    if token.dep == "acl" or token.dep == "relcl" and not has_relative(sentence, i):
        return _modified_noun(sentence, token, passive)
    if token.dep in GOVERNED and _may_be_controlled(sentence, token, passive):
        return _controller(sentence, i)
    return ()


def _may_be_controlled(sentence: Sentence, token: Token, passive: bool) -> bool:
    """Whether a verb without a finite form tells what the subject of the clause above does."""
    if _trails(token, passive) or is_finite(sentence, token.i):
        return False
    above = sentence.tokens[token.head]
    if token.tag == "VBG" and above.lemma == "say" and token.i == above.i + 1:
        return False  # "said [buying] it was wise": saying takes no gerund, so that is a subject
    return not _is_outcome(sentence, token.i)


def _trails(token: Token, passive: bool) -> bool:
    """Whether a passive participle stands behind its clause, and may belong to any noun of it: "…,
    supervised by X"."""
    return passive and token.dep == "advcl" and token.i > token.head


def _modified_noun(sentence: Sentence, token: Token, passive: bool) -> tuple[int, ...]:
    """The noun that a participle behind it is about, or whose plan an infinitive behind it is."""
    agreed = sentence.tokens[token.head].lemma in words_of("AgreementNoun")
    if token.dep != "acl" and not (agreed and token.tag == "VB"):
        return ()
    if token.tag == "VB":
        return () if passive else _planner(sentence, token.head)
    if token.lemma in words_of("OutcomeVerb"):
        return ()
    named = token.lemma in words_of("ArisingVerb") and sentence.tokens[token.head].pos == "PROPN"
    outer = outer_noun(sentence, token.head) if named else None
    return (bearer(sentence, token.head) if outer is None else outer,)


def _planner(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """Whose plan it is: "the Board's [effort] to close it", "took [steps] to close it": the owner,
    or who has or makes it."""
    if sentence.tokens[noun].lemma in words_of("KinNoun") | words_of("OutsiderNoun"):
        return (noun,)  # "hired Poole's [nephew] to replace Arce": the nephew does
    if owners := sentence.dependents(noun, "poss"):
        return owners
    verb = sentence.tokens[noun].head
    if sentence.word(verb) == "in" and is_cue(sentence, noun, load_ontology(), "PlanNoun"):
        acts = sentence.tokens[verb].head  # "sued in a bid to close it"
        return read_clause(sentence, acts).roles.get("nsubj", ())
    pointed = sentence.word(noun) == "this"  # "had [this] to say"
    undertaking = pointed or sentence.tokens[verb].lemma in words_of("UndertakingVerb")
    if sentence.tokens[noun].dep != "dobj" or not undertaking or is_passive(sentence, verb):
        return ()
    return read_clause(sentence, verb).roles.get("nsubj", ())


def parallel(sentence: Sentence, i: int) -> int:
    """Return the verb that *i* is coordinated with: the nearest of its own form, where the one the
    parser took has another.

    "They carry lamps made by hand and [bought] here"; "the Herald said the show opens and
    [features] maps"."""
    token = sentence.tokens[i]
    head = sentence.tokens[token.head]
    past = token.tag in {"VBN", "VBD"}
    if head.i > i or past and sentence.dependents(i, "aux", "auxpass", *SUBJECTS, "dobj"):
        return head.i
    if past and (head.tag in {"VBZ", "VBP"} or head.pos == "AUX"):
        return _nearest_verb(sentence, token, "VBN", "acl")
    if token.tag in {"VBZ", "VBP"} and head.tag == "VBD":
        return _nearest_verb(sentence, token, token.tag, "ccomp")
    return head.i


def _nearest_verb(sentence: Sentence, token: Token, tag: str, dep: str) -> int:
    """The nearest word before *token*, below its head, with this tag and label; else the head."""
    for between in reversed(sentence.tokens[token.head + 1 : token.i]):
        if (
            between.tag == tag
            and between.dep == dep
            and token.head in sentence.ancestors(between.i)
        ):
            return between.i
    return token.head


def _is_outcome(sentence: Sentence, i: int) -> bool:
    """Whether the subject is what happened, and nobody that the clause names: "…, [resulting] in
    injury"."""
    token = sentence.tokens[i]
    if token.tag != "VBG" or token.dep not in {"advcl", "xcomp"} or i < token.head:
        return False
    if token.lemma == "result" or token.lemma == "lead" and not sentence.dependents(i, "dobj"):
        return True
    return token.lemma in words_of("CausingVerb") and is_passive(sentence, token.head)


def _surface_subject(clause: Clause) -> tuple[int, ...]:
    """The subject as it stands: "[the team] was denied visas" has a recipient there."""
    given = tuple(k for k in clause.roles.get("dative", ()) if k < clause.head)
    return given if clause.passive and given else clause.subjects


def _controller(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Subject of a subjectless complement or adverbial clause: object control, else subject
    control."""
    token = sentence.tokens[i]
    above = _governor(sentence, i)
    if above is None or token.dep == "ccomp" and sentence.dependents(i, "mark"):
        return ()
    clause = read_clause(sentence, above.i)
    other = find_doers(sentence, token, clause.head, clause.roles)
    if other is not None:
        return other
    if _uses_means(token, above, clause):
        return clause.roles.get("nsubj", ()) if clause.passive else ()
    if above.lemma in _object_controls(sentence, token, above) and clause.roles.get("dobj"):
        return clause.roles["dobj"]
    return _who_aims(sentence, clause) or _surface_subject(clause)


def _may_be_of_other(sentence: Sentence, deed: Token, above: Token) -> bool:
    """Whether another may do a *deed*: right behind a name, or where "after" may say when the
    verb around *above* was done: "called for [Oslo] to end it after [meeting] Ruiz"."""
    timed = deed.dep == "pcomp" and sentence.word(deed.head) in _TEMPORAL
    other = above.tag == "VB" and bool(sentence.dependents(above.i, "nsubj"))
    return timed and other or follows_name(sentence, deed, above.i)


def _who_aims(sentence: Sentence, clause: Clause) -> tuple[int, ...]:
    """Whose aim the subject of *clause* is, as no aim does what it is: "[Brask]'s goal is to buy
    X"."""
    aims = clause.roles.get("nsubj", ()) if clause.lemma == "be" else ()
    named = (k for k in aims if sentence.tokens[k].lemma in words_of("AimNoun"))
    return next((sentence.dependents(k, "poss") for k in named), ())


def _uses_means(deed: Token, above: Token, clause: Clause) -> bool:
    """Whether what stands below a verb of using is only the means of the *deed*: "the phone [used]
    by Ruiz to call X" (its user does it), "the van [used] to steal the safe"."""
    means = clause.passive or above.dep == "acl"
    return means and above.lemma in words_of("InstrumentVerb") and deed.tag == "VB"


def _governor(sentence: Sentence, i: int) -> Token | None:
    """The verb that governs clause *i*, over prepositions and "able (to)"."""
    above = sentence.tokens[sentence.tokens[i].head]
    while above.dep in {"prep", "pcomp"} or above.pos == "ADP":
        if above.tag == "VBG" and above.pos == "VERB":  # "for [failing] to pay"
            break
        if above.head == above.i:
            return None
        above = sentence.tokens[above.head]
    if above.dep == "acomp":
        above = sentence.tokens[above.head]
    above = _blaming_verb(sentence, sentence.tokens[i], above)
    if _may_be_of_other(sentence, sentence.tokens[i], above):
        return None
    return above if above.pos in _VERBAL else None


def _blaming_verb(sentence: Sentence, deed: Token, above: Token) -> Token:
    """The verb of blame, where the parser hung the deed on a noun behind it: "charged in a
    complaint with [bribing] Y"; *above* for others."""
    if deed.dep != "pcomp" or above.dep != "pobj":
        return above
    verb = next(
        (
            sentence.tokens[k]
            for k in sentence.ancestors(above.i)
            if sentence.tokens[k].pos == "VERB"
        ),
        above,
    )
    return verb if verb.lemma in words_of("ObjectBlameVerb") else above


def _object_controls(sentence: Sentence, token: Token, above: Token) -> frozenset[str]:
    """Verbs whose object is the subject of such a clause."""
    construing = (
        words_of("ConstruingVerb") if token.tag == "VB" and token.i > above.i else frozenset()
    )
    bound = token.dep == "advcl" and has_to(sentence, token.i) and _follows_object(sentence, token)
    if token.dep in {"xcomp", "ccomp"} or bound:
        return words_of("ObjectControlVerb") | construing
    blamed = token.dep == "pcomp" and not _is_afterwards_said(sentence, token)
    return words_of("ObjectBlameVerb") | construing if blamed else construing


def _follows_object(sentence: Sentence, deed: Token) -> bool:
    """Whether a name stands right before the "to" of *deed*, as what its verb reaches: "got [Ruiz]
    to sign"."""
    start = sentence.subtree(deed.i)[0]
    before = sentence.tokens[max(start - 1, 0)]
    return before.dep == "dobj" and before.pos == "PROPN" and before.head == deed.head


def _is_afterwards_said(sentence: Sentence, token: Token) -> bool:
    """Whether it was found or said before, and by the subject: "banned Lowe after [finding] that he
    cheated"."""
    preposition = sentence.tokens[token.head].text.lower()
    return preposition in _TEMPORAL and bool(sentence.dependents(token.i, "ccomp"))
