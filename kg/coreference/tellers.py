"""Who tells what a pronoun is the subject of: "[Ortiz] admitted that she …", "[two men] said they
…".
"""

from kg.coreference.context import PERSON, Context
from kg.language.clauses import read_clause, subjects_of
from kg.language.names import is_acronym
from kg.language.phrases import is_plural_noun
from kg.model import Mention, MentionKind, Sentence, Span

_SOMEBODY = frozenset("one another someone somebody each neither either other".split())
_VERBAL = frozenset({"VERB", "AUX"})


def find_teller(
    mention: Mention, context: Context, fits: frozenset[str], plural: bool
) -> str | None:
    """Return who tells, of whom the clause told speaks as its subject: "Ortiz said [she] …".

    Nobody, where the teller tells it to somebody who fits too ("Ortiz told Brandt that she …").
    """
    sentence = context.sentences[mention.sentence]
    acts = sentence.tokens[mention.head].dep in {"nsubj", "nsubjpass"}
    told = _told_clause(sentence, mention.head) if acts else None
    if told is None:
        return None
    quote = context.quote_of(mention.span)
    subjects = subjects_of(sentence, sentence.tokens[told].head)
    others = _others_around(sentence, sentence.tokens[told].head, subjects)
    if plural and _is_one_group(sentence, subjects, others):
        fits |= PERSON
    keys = [fit_at(context, mention, k, fits, plural, quote) for k in subjects]
    if len(keys) != 1 or any(fit_at(context, mention, k, fits, plural, quote) for k in others):
        return None
    return keys[0]


def _is_one_group(sentence: Sentence, subjects: tuple[int, ...], others: set[int]) -> bool:
    """Whether a plural noun names who tells, and none of the *others* is one: "[two men] said
    they"."""
    told = any(is_plural_noun(sentence, k) for k in others)
    return not told and all(is_plural_noun(sentence, k) for k in subjects)


def is_told_by_somebody(mention: Mention, context: Context) -> bool:
    """Return whether who tells is a person, and nobody knows which: "one of them said [he] …"."""
    sentence = context.sentences[mention.sentence]
    told = _told_clause(sentence, mention.head)
    subjects = subjects_of(sentence, sentence.tokens[told].head) if told is not None else ()
    return any(
        sentence.tokens[k].text.lower() in _SOMEBODY or _may_be_person(context, mention, k)
        for k in subjects
    )


def _may_be_person(context: Context, mention: Mention, k: int) -> bool:
    """ "Arden said [he] …": whether a name that was not always read as a body may be a person's."""
    key = context.key_at(mention.sentence, k)
    if key is None or context.is_a(key, PERSON):
        return False
    names = [m for m in context.mentions_of(key) if m.kind is MentionKind.NAME]
    if any(is_acronym(m.text) for m in names):
        return False
    guessed = len(names) == 1 and " " not in names[0].text
    return guessed or any(m.type in {"", "Person"} for m in names)


def _others_around(sentence: Sentence, verb: int, subjects: tuple[int, ...]) -> set[int]:
    """The other arguments of a verb, and those for whom its subjects speak or to whom they
    belong."""
    inside = {k for subject in subjects for k in sentence.subtree(subject)}
    owners = {k for k in inside if sentence.tokens[k].dep in {"poss", "pobj", "dobj"}}
    return {*_arguments(sentence, verb), *owners}.difference(subjects)


def _told_clause(sentence: Sentence, i: int) -> int | None:
    """The complement clause around token *i* in which no other subject stands between."""
    word = sentence.tokens[i].text.lower()
    for verb in sentence.ancestors(i):
        if sentence.tokens[verb].pos not in _VERBAL:
            return None
        others = [
            k
            for k in sentence.dependents(verb, "nsubj", "nsubjpass")
            if sentence.tokens[k].text.lower() != word
        ]
        if others:
            return None
        if sentence.tokens[verb].dep == "ccomp":
            return verb
    return None


def fit_at(
    context: Context,
    mention: Mention,
    k: int,
    fits: frozenset[str],
    plural: bool,
    quote: Span | None,
) -> str | None:
    """Return the entity at token *k*, if its class and number fit and it stands in the same
    quotation."""
    sentence = context.sentences[mention.sentence]
    token = sentence.tokens[k]
    key = context.key_at(mention.sentence, k)
    several = token.tag == "NNS" or bool(sentence.dependents(k, "conj")) or key in context.plurals
    same = context.quote_of(Span(token.start, token.end)) == quote
    return (
        key if key is not None and same and several is plural and context.is_a(key, fits) else None
    )


def _arguments(sentence: Sentence, verb: int) -> set[int]:
    roles = read_clause(sentence, verb).roles
    return {
        k
        for role in ("dobj", "dative", "prep_to", "prep_with", "prep_against")
        for k in roles.get(role, ())
    }
