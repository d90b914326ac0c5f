"""What a thing is said to be or to do without an object: "the site is unreachable", "sales rose 5
percent", "is in charge of".

The adjective, the measure or the phrase is the object, in the text's own words.
"""

from collections.abc import Iterator

from kg.extraction.open_claims import is_thing, pair_ends
from kg.language.clauses import Clause, find_clauses
from kg.language.mentions import mention_at, sharing
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Span
from kg.model.text import MEASURES
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

CONFIDENCE = 0.65


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is ADJECTIVE", "X VERB MEASURE", "X is PREPOSITION Y" and "X was VERBED as Y"."""
    for clause in find_clauses(sentence):
        if clause.lemma in words_of("StateVerb") and not clause.roles.keys() & {
            "xcomp",
            "ccomp",
            "attr",
            "dobj",
        }:
            yield from _claim_adjectives(sentence, clause, ontology)
        if clause.lemma == "be" and not clause.roles.keys() & {"acomp", "attr"}:
            yield from _claim_phrases(sentence, clause, ontology)
        yield from _claim_measures(sentence, clause, ontology)
        yield from _claim_as_complements(sentence, clause, ontology)


def _claim_adjectives(
    sentence: Sentence, clause: Clause, ontology: Ontology
) -> Iterator[ClaimMention]:
    for k in clause.roles.get("acomp", ()):
        adjective = sentence.tokens[k]
        bare = not any(_says_more(sentence, c) for c in sentence.children[k])
        if (
            adjective.pos == "ADJ"
            and adjective.lemma not in words_of("OpenAdjective")
            and k > clause.head
            and bare
        ):
            for joined in (
                k,
                *(c for c in sentence.dependents(k, "conj") if sentence.tokens[c].pos == "ADJ"),
            ):
                yield from _claim_value(sentence, clause, _make_phrase(sentence, joined), ontology)


def _says_more(sentence: Sentence, k: int) -> bool:
    """Whether what hangs on an adjective completes it; "in nature" and "in size" do not."""
    if sentence.tokens[k].dep == "prep" and sentence.tokens[k].text.lower() == "in":
        return any(
            sentence.tokens[o].lemma not in words_of("RespectNoun")
            for o in sentence.dependents(k, "pobj", "pcomp")
        )
    return sentence.tokens[k].dep in {"prep", "xcomp", "ccomp", "advcl"}


def _make_phrase(sentence: Sentence, k: int) -> Mention:
    """The adjective with the measure or adverb right before it: "[75 percent] complete"."""
    start = k
    while (
        start > 0
        and sentence.tokens[start - 1].head == k
        and sentence.tokens[start - 1].dep in {"npadvmod", "advmod", "neg"}
    ):
        start -= 1
    span = Span(sentence.tokens[start].start, sentence.tokens[k].end)
    return Mention(
        sentence.index, start, k + 1, k, span, sentence.slice(start, k + 1), MentionKind.VALUE, ""
    )


def _claim_measures(
    sentence: Sentence, clause: Clause, ontology: Ontology
) -> Iterator[ClaimMention]:
    """Yield how much, where the verb has no other object: "traffic rose [18 percent]"."""
    if clause.passive or "dobj" in clause.roles:
        return
    for k in sentence.dependents(clause.head, "npadvmod"):
        if k > clause.head and any(
            a <= k < b and label in MEASURES for a, b, label in sentence.entities
        ):
            value = mention_at(sentence, k, ontology)
            if value is not None:
                yield from _claim_value(sentence, clause, value, ontology)


def _claim_value(
    sentence: Sentence, clause: Clause, value: Mention, ontology: Ontology
) -> Iterator[ClaimMention]:
    verb = sentence.tokens[clause.head].text.lower()
    for k in (m for s in clause.roles.get("nsubj", ()) for m in sharing(sentence, s, clause.head)):
        subject = mention_at(sentence, k, ontology)
        if (
            subject is not None
            and subject.kind is not MentionKind.VALUE
            and _is_told(sentence, subject)
        ):
            yield ClaimMention(
                sentence.index,
                subject,
                f"rel:{clause.lemma}",
                verb,
                value,
                clause.head,
                "predicates",
                (),
                CONFIDENCE,
            )


def _is_told(sentence: Sentence, subject: Mention) -> bool:
    """Whether the subject is a name, a person's pronoun or a definite thing."""
    if subject.kind is MentionKind.PRONOUN:
        return subject.text.lower() in {"he", "she", "they"}
    determiners = {
        sentence.tokens[d].text.lower() for d in sentence.dependents(subject.head, "det")
    }
    return (
        subject.kind is MentionKind.NAME
        or bool(determiners & {"the", "this"})
        or bool(sentence.dependents(subject.head, "poss"))
    )


def _claim_phrases(
    sentence: Sentence, clause: Clause, ontology: Ontology
) -> Iterator[ClaimMention]:
    """Yield a phrase as predicate: "was in charge of [the plant]", "is under [investigation]"."""
    verb = sentence.tokens[clause.head].text.lower()
    for role in sorted(clause.roles, key=lambda r: (clause.roles[r][0], r)):
        first = clause.roles[role][0]
        if (
            role.startswith("prep_")
            and ">" not in role
            and first > clause.head
            and is_thing(sentence, first)
        ):
            words = [*_place_of(sentence, clause.head), *role.removeprefix("prep_").split("_")]
            label = " ".join([verb, *words])
            yield from pair_ends(
                sentence,
                clause,
                clause.roles.get("nsubj", ()),
                clause.roles[role],
                label,
                ["be", *words],
                ontology,
                "predicates",
            )
            return


def _place_of(sentence: Sentence, verb: int) -> list[str]:
    """ "Were [there] in a new role": the adverb right behind the verb that tells where."""
    behind = [k for k in sentence.dependents(verb, "advmod") if k == verb + 1]
    return [sentence.word(k) for k in behind if sentence.word(k) in {"here", "there"}]


def _claim_as_complements(
    sentence: Sentence, clause: Clause, ontology: Ontology
) -> Iterator[ClaimMention]:
    """Yield as what somebody is described: "was described as [a refuge]"; in the active voice it is
    the describer's word, and attribution's business."""
    objects, roles = clause.roles.get("dobj", ()), clause.roles.get("prep_as", ())
    if not clause.passive or not objects or not roles or roles[0] < clause.head:
        return
    verb = sentence.tokens[clause.head].text.lower()
    yield from pair_ends(
        sentence,
        clause,
        objects,
        roles,
        f"was {verb} as",
        ["be", verb, "as"],
        ontology,
        "predicates",
    )
