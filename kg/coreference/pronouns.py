"""Pronouns: which entity they stand for, where that is safe.

A method of sieves from sure to less sure (Raghunathan et al. 2010; Lee et al. 2013): who says that
he did it, the one candidate that agrees in class, number and gender, then the best of several by a
trained score (kg.coreference.antecedents) where it leads clearly. "I" in a quotation is who says
it. What no sieve links is left unlinked: a deed is never put on somebody whom the text may not
mean."""

from collections.abc import Sequence

from kg.coreference.antecedents import (
    antecedent_score,
    speaker_before,
    words_told_before,
)
from kg.coreference.context import HE, IT, PERSON, SHE, THEY, WINDOW, Context, Link, governor
from kg.coreference.court_roles import leave_out_judges
from kg.coreference.tellers import find_teller, fit_at, is_told_by_somebody
from kg.language.clauses import antecedent, subjects_of
from kg.language.mentions import noun_types
from kg.model import Mention, MentionKind, Sentence
from kg.ontology.lexicon import is_cue, words_of

ME = frozenset({"i", "me", "my", "mine", "myself"})
_THINGS = frozenset(
    {"Organization", "LegalCase", "Document", "Agreement", "Product", "Law", "Place"}
)
_BODIES = frozenset({"Organization", "Place"})
_GROUPS = frozenset({"Group", "Organization"})
_VERBAL = frozenset({"VERB", "AUX"})
_STEADY = frozenset({"nsubj", "nsubjpass", "poss"})
"""Where "it" goes on with the subject around it; as an object it means any thing before it as
well."""
_LEAD = 2.5
"""So much better (log-odds) the best of several candidates must be; of those on GUM's texts 19 in
20 are right."""
_NOBODY = Link(None, "nobody fits")


def link_pronoun(mention: Mention, context: Context) -> Link:
    """Return whom a third-person or relative pronoun stands for; nobody, unless one candidate
    fits."""
    sentence, word = context.sentences[mention.sentence], mention.text.lower()
    head = antecedent(sentence, mention.head)
    if head != mention.head:
        return Link(context.key_at(mention.sentence, head), "relative pronoun")
    if word in HE | SHE:
        return _link_person(mention, context, word in SHE)
    if word in IT and not _is_empty(sentence, mention.head):
        fits = _BODIES if _owns_person(context, mention) else _THINGS
        return _link_by_subject(mention, context, fits, False)
    if word in THEY:
        return _link_by_subject(mention, context, _GROUPS, True)
    return _NOBODY


def _owns_person(context: Context, mention: Mention) -> bool:
    """Whether it is the owner of somebody: "[its] outside counsel" is no statement's."""
    sentence = context.sentences[mention.sentence]
    token = sentence.tokens[mention.head]
    return token.dep == "poss" and is_cue(sentence, token.head, context.ontology, "OfficeNoun")


def link_first_person(mention: Mention, context: Context) -> Link:
    """Return who says "I" in a quotation; who "we" are stays open."""
    key = context.sayer(mention) if mention.text.lower() in ME else None
    return Link(key, "who speaks") if key is not None and context.is_a(key, PERSON) else _NOBODY


def _link_person(mention: Mention, context: Context, female: bool) -> Link:
    """Whom "he" or "she" stands for: who says so, else the one person before it who agrees."""
    if mention.text.lower().endswith("self"):
        return _link_reflexive(mention, context, female)
    said = find_teller(mention, context, PERSON, False)
    if said is not None and context.agrees(said, female):
        return Link(said, "who says so", (said,))
    if is_told_by_somebody(mention, context):
        return Link(None, "somebody who says so may be meant")
    return _link_to_nearest(mention, context, female)


def _link_to_nearest(mention: Mention, context: Context, female: bool) -> Link:
    """Whom "he" or "she" stands for among the people of the nearest sentence that has any who
    agree, and the subject that follows."""
    later = _subject_after(mention, context, female)
    for back in range(WINDOW + 1):
        people = _people_before(mention, context, back)
        found = [m for m in people if context.agrees(context.linked[m], female)]
        if _are_only_in_passing(mention, context, found):
            return Link(None, "named in passing before the quotation")
        rival = _has_rival(mention, context, back, female)
        if found or back and (later or rival):
            return _choose(mention, context, [*found, *later], rival)
    return _NOBODY


def _has_rival(mention: Mention, context: Context, back: int, female: bool) -> bool:
    """Whether somebody who is not known, or the subject around it, may be meant as well."""
    own = back > 0 and _may_do_it_himself(mention, context, female)
    return own or _is_open(mention, context, back, female)


def _are_only_in_passing(mention: Mention, context: Context, people: Sequence[Mention]) -> bool:
    """Whether who is quoted hardly goes on about those *people*."""
    return bool(people) and not any(_may_be_meant(mention, context, m) for m in people)


def _may_be_meant(mention: Mention, context: Context, person: Mention) -> bool:
    """Whether who is quoted may go on about a *person* whom the writer names: as the subject of a
    clause, not in passing: "Charges against Boyd were dropped. “[He] lied,” said Ruiz."."""
    quote = context.quote_of(mention.span)
    if quote is None or context.quote_of(person.span) == quote:
        return True
    sentence = context.sentences[person.sentence]
    around = (person.head, *sentence.ancestors(person.head))
    above = next(
        (k for k in around if sentence.tokens[k].dep not in {"appos", "conj"}), person.head
    )
    return sentence.tokens[above].dep in {"nsubj", "nsubjpass", "dobj"}


def _may_do_it_himself(mention: Mention, context: Context, female: bool) -> bool:
    """Whether a pronoun below a participle may mean the subject around it, as the participle may be
    of something else: "Ruiz left with a letter, signed by Boyd, praising [him]"."""
    sentence = context.sentences[mention.sentence]
    verb = sentence.tokens[governor(sentence, mention.head)]
    if verb.tag not in {"VBG", "VBN"} or sentence.dependents(verb.i, "nsubj", "aux", "auxpass"):
        return False
    subjects = set(subjects_of(sentence, verb.i))
    around = (m for m in context.by_sentence[mention.sentence] if m.head in subjects)
    return any(_is_such_person(context, m, female) for m in around)


def _people_before(mention: Mention, context: Context, back: int) -> list[Mention]:
    """The people named *back* sentences before who may be meant: not in what he says himself."""
    told = words_told_before(context.sentences[mention.sentence], mention.head, back)
    before = context.mentions_before(mention, PERSON, back)
    people = [m for m in before if not _is_of_another(context, m)]
    return [m for m in people if m.head not in told or m.kind is MentionKind.PRONOUN]


def _is_of_another(context: Context, mention: Mention) -> bool:
    """Whether a name only says whose somebody else is: "a [Harlow] resident said that he"."""
    sentence = context.sentences[mention.sentence]
    token = sentence.tokens[mention.head]
    above = sentence.tokens[token.head]
    somebody = noun_types(context.ontology).get(above.lemma) in {"Person", "Group"}
    return token.dep in {"compound", "nmod"} and somebody and above.tag in {"NN", "NNS"}


def _choose(mention: Mention, context: Context, found: Sequence[Mention], rival: bool) -> Link:
    """The only candidate, or the one that leads clearly; nobody where a *rival* that is not known
    may be meant."""
    named = tuple(dict.fromkeys(context.linked[m] for m in found))
    keys = leave_out_judges(mention, context, named)
    if rival or not keys:
        return Link(None, "a pronoun that is open may be meant", keys)
    if len(keys) == 1:
        return Link(keys[0], "only candidate", keys)
    best = _best(mention, context, [m for m in found if context.linked[m] in keys])
    return Link(best, "leads clearly" if best is not None else "several fit", keys)


def _is_open(mention: Mention, context: Context, back: int, female: bool) -> bool:
    """Whether a pronoun of the same gender before *mention*, at most one sentence back, stands for
    nobody known."""
    words = SHE if female else HE
    return any(
        m.text.lower() in words
        and m in context.decided
        and m not in context.linked
        and m.span < mention.span
        for index in range(mention.sentence - min(back, 1), mention.sentence + 1)
        for m in context.by_sentence.get(index, ())
    )


def _subject_after(mention: Mention, context: Context, female: bool) -> list[Mention]:
    """The subject that follows a phrase in front of its clause: "in [his] plea, Ortiz admitted
    …"."""
    sentence = context.sentences[mention.sentence]
    front = next(
        (
            k
            for k in sentence.ancestors(mention.head)
            if sentence.tokens[k].dep in {"prep", "advcl"}
        ),
        None,
    )
    if front is None or sentence.tokens[front].head < mention.head:
        return []
    subjects = [k for k in subjects_of(sentence, sentence.tokens[front].head) if k > mention.head]
    return [
        m
        for m in context.by_sentence[mention.sentence]
        if m.head in subjects and _is_such_person(context, m, female)
    ]


def _is_such_person(context: Context, mention: Mention, female: bool) -> bool:
    """Whether a mention stands for a person of whom nothing tells the other gender."""
    key = context.linked.get(mention)
    return key is not None and context.is_a(key, PERSON) and context.agrees(key, female)


def _link_reflexive(mention: Mention, context: Context, female: bool) -> Link:
    """Whom "himself" stands for: the subject of its own clause."""
    sentence = context.sentences[mention.sentence]
    for verb in sentence.ancestors(mention.head):
        if sentence.tokens[verb].pos in _VERBAL:
            keys = [context.key_at(mention.sentence, k) for k in subjects_of(sentence, verb)]
            fitting = [
                k
                for k in keys
                if k is not None and context.is_a(k, PERSON) and context.agrees(k, female)
            ]
            return Link(fitting[0], "reflexive", tuple(fitting)) if len(fitting) == 1 else _NOBODY
    return _NOBODY


def _best(mention: Mention, context: Context, found: Sequence[Mention]) -> str | None:
    """The entity whose best mention leads those of all others clearly, if it is the subject of a
    sentence."""
    scores: dict[str, float] = {}
    for other in found:
        score = antecedent_score(
            context.sentences,
            (mention.sentence, mention.head),
            (other.sentence, other.head),
            context.people,
        )
        key = context.linked[other]
        scores[key] = max(score, scores.get(key, score))
    first, second, *_ = sorted(scores, key=lambda k: (-scores[k], k))
    lead = scores[first] - scores[second] >= _LEAD
    return (
        first
        if lead
        and any(_is_topic(context, other) for other in found if context.linked[other] == first)
        else None
    )


def _is_topic(context: Context, mention: Mention) -> bool:
    """Whether a name alone is the subject of its sentence's main clause."""
    sentence = context.sentences[mention.sentence]
    token = sentence.tokens[mention.head]
    main = sentence.tokens[token.head].dep in {"ROOT", "ccomp", "conj"}
    return token.dep in {"nsubj", "nsubjpass"} and main and not sentence.dependents(token.i, "conj")


def _is_empty(sentence: Sentence, i: int) -> bool:
    """Whether a subject means nothing: "it is clear that", "it took years"."""
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    if token.text.lower() != "it" or token.dep not in {"nsubj", "nsubjpass"}:
        return False
    clausal = [
        k for k in sentence.dependents(verb.i, "ccomp", "xcomp", "csubj", "advcl") if k > verb.i
    ]
    predicate = sentence.dependents(verb.i, "acomp", "attr", "oprd")
    clausal += [
        k for p in predicate for k in sentence.dependents(p, "ccomp", "xcomp", "relcl", "advcl")
    ]
    may_be_empty = token.dep == "nsubjpass" or verb.lemma in words_of("EmptySubjectVerb")
    return bool(clausal) and may_be_empty


def _link_by_subject(
    mention: Mention, context: Context, fits: frozenset[str], plural: bool
) -> Link:
    """Link "it" and "they" to the subject around them, where nothing else before them in the
    sentence fits."""
    for rule, key in (
        ("who says so", find_teller(mention, context, fits, plural)),
        ("in one list", _owner_in_list(mention, context)),
        ("goes on saying", speaker_before(mention, context, fits, plural)),
    ):
        if key is not None and not (plural and rule == "in one list"):
            return Link(key, rule, (key,))
    own = context.sentences[mention.sentence].tokens[mention.head].dep
    key = _subject_around(mention, context, fits, plural)
    if key is None or key in context.barred(mention) or not plural and own not in _STEADY:
        return _NOBODY
    keys = context.candidates(mention, fits, plural=plural)
    return (
        Link(key, "only candidate", keys)
        if keys in ((), (key,))
        else Link(None, "several fit", keys)
    )


def _owner_in_list(mention: Mention, context: Context) -> str | None:
    """The body at the head of the list that owns it: "sued Harlow Bank, [its] chairman Lang and
    [its] treasurer Weiss"."""
    sentence = context.sentences[mention.sentence]
    if sentence.tokens[mention.head].dep != "poss":
        return None
    below = sentence.tokens[mention.head]
    for k in sentence.ancestors(mention.head):
        if sentence.tokens[k].pos not in {"NOUN", "PROPN"}:
            return None
        named = (
            below.dep in {"conj", "appos"} and below.pos == "PROPN"
        )  # "Quillmark, its rival, …" is nobody's own
        key = context.key_at(mention.sentence, k) if named else None
        if key is not None and context.is_a(key, frozenset({"Organization"})):
            return key
        below = sentence.tokens[k]
    return None


def _subject_around(
    mention: Mention, context: Context, fits: frozenset[str], plural: bool
) -> str | None:
    """The subject of the clause above or around: "Larkfield said it paid", "Larkfield opened its
    API"."""
    sentence = context.sentences[mention.sentence]
    for verb in sentence.ancestors(mention.head):
        subjects = subjects_of(sentence, verb) if sentence.tokens[verb].pos in _VERBAL else ()
        if mention.head in subjects:
            if not _is_content(sentence, verb):
                return None
        elif subjects and not _is_object_of(sentence, mention.head, verb):
            return _first_fitting(mention, context, subjects, fits, plural)
    return None


def _is_content(sentence: Sentence, verb: int) -> bool:
    """Whether a clause is the complement of a verb or says what its noun is about: "settled claims
    that it [overbilled] X"."""
    marked = any(sentence.word(k) == "that" for k in sentence.dependents(verb, "mark"))
    label = sentence.tokens[verb].dep
    return label in {"ccomp", "advcl"} or marked and label in {"acl", "relcl"}


def _first_fitting(
    mention: Mention,
    context: Context,
    subjects: tuple[int, ...],
    fits: frozenset[str],
    plural: bool,
) -> str | None:
    """The first entity that fits at the *subjects* before the pronoun."""
    quote = context.quote_of(mention.span)
    before = (k for k in subjects if k < mention.head)
    keys = (fit_at(context, mention, k, fits, plural, quote) for k in before)
    return next((key for key in keys if key is not None), None)


def _is_object_of(sentence: Sentence, i: int, verb: int) -> bool:
    """Whether token *i* is an object of the verb, or of one that shares its subject: then it is not
    that subject."""
    as_object = sentence.tokens[i].dep in {"dobj", "pobj", "dative"}
    return as_object and verb in _controlled(sentence, governor(sentence, i))


def _controlled(sentence: Sentence, verb: int) -> set[int]:
    """*verb* and those whose subject is also its own ("wants to support it")."""
    found = {verb}
    while sentence.tokens[verb].dep == "xcomp" and sentence.tokens[verb].head not in found:
        verb = sentence.tokens[verb].head
        found.add(verb)
    return found
