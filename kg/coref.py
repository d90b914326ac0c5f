"""Descriptions and pronouns: which entity they stand for, where that is safe.

A method of sieves from sure to less sure (Raghunathan et al. 2010; Lee et al. 2013): one fitting
candidate links, two do not. What no sieve links is left unlinked.
"""

from collections.abc import Mapping, Sequence

from kg.clauses import antecedent, read_clause
from kg.cues import is_cue
from kg.model import Mention, MentionKind, Sentence
from kg.ontology import Ontology

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "theirs", "themselves"})
_FEMALE, _MALE = frozenset({"ms", "mrs", "miss", "dame", "lady"}), frozenset({"mr", "sir", "lord"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_WINDOW = 2


class Context:
    """What stands where in a document: the mentions of each sentence, and who they are so far."""

    def __init__(
        self, sentences: Sequence[Sentence], mentions: Sequence[Mention], linked: Mapping[Mention, str],
        types: Mapping[str, str], ontology: Ontology,
    ) -> None:  # fmt: skip
        self.sentences, self.ontology, self.types = sentences, ontology, types
        self.linked = dict(linked)
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in mentions:
            self.by_sentence.setdefault(m.sentence, []).append(m)
        self.gender = _genders(sentences, linked)

    def key_at(self, sentence: int, token: int) -> str | None:
        """The entity of the mention headed by *token*."""
        return next((self.linked[m] for m in self.by_sentence.get(sentence, ()) if m.head == token and m in self.linked), None)

    def candidates(self, mention: Mention, fits: frozenset[str], back: int = _WINDOW) -> list[str]:
        """Entities of a fitting class named before *mention*, in its sentence and *back* sentences before; nearest last."""
        found: list[str] = []
        barred = self._barred(mention)
        for index in range(max(0, mention.sentence - back), mention.sentence + 1):
            for m in self.by_sentence.get(index, ()):
                key = self.linked.get(m)
                if key is None or (index == mention.sentence and (m.start >= mention.start or key in barred)):
                    continue
                if any(self.ontology.is_a(self.types.get(key, ""), t) for t in fits):
                    found.append(key)
        return list(dict.fromkeys(found))

    def _barred(self, mention: Mention) -> set[str]:
        """Other arguments of the mention's own clause: they cannot be the same thing (Chomsky's principle B)."""
        sentence = self.sentences[mention.sentence]
        token = sentence.tokens[mention.head]
        if token.dep == "poss":
            return set()
        verb = token.head
        while sentence.tokens[verb].pos == "ADP" and sentence.tokens[verb].head != verb:
            verb = sentence.tokens[verb].head
        if sentence.tokens[verb].pos not in {"VERB", "AUX"}:
            return set()
        arguments = (k for found in read_clause(sentence, verb).roles.values() for k in found)
        keys = {self.key_at(mention.sentence, k) for k in arguments if k != mention.head}
        return {k for k in keys if k is not None}


def link_description(mention: Mention, context: Context) -> str | None:
    """ "the streaming giant": the one organisation or person nearby that it can be, else ``None``."""
    sentence = context.sentences[mention.sentence]
    determiners = {sentence.tokens[d].lemma for d in sentence.dependents(mention.head, "det")}
    token = sentence.tokens[mention.head]
    restricted = sentence.dependents(mention.head, "relcl", "acl", "prep", "poss", "conj", "appos")
    if token.tag not in {"NN", "NNP"} or not determiners & {"the", "this", "that"} or restricted:
        return None
    fits = _fitting(mention.type, context.ontology)
    if not fits:
        return None
    here = context.candidates(mention, fits, 0)
    found = here or context.candidates(mention, fits, 1)
    return found[0] if len(found) == 1 else None


def _fitting(type_: str, ontology: Ontology) -> frozenset[str]:
    if ontology.is_a(type_, "Company") or type_ == "Organization":
        return frozenset({"Organization"})
    return frozenset({"Person"}) if type_ == "Person" else frozenset()


def link_pronoun(mention: Mention, context: Context) -> str | None:
    """Link a third-person or relative pronoun where one candidate fits, else return ``None``."""
    sentence, word = context.sentences[mention.sentence], mention.text.lower()
    head = antecedent(sentence, mention.head)
    if head != mention.head:
        return context.key_at(mention.sentence, head)
    if word in HE | SHE:
        return _link_person(mention, context, word in SHE)
    if word in IT:
        return _link_subject(mention, context, frozenset({"Organization", "LegalCase", "Document", "Agreement"}), 1)
    if word in THEY:
        return _speaker(mention, context, frozenset({"Group", "Organization"}), plural=True)
    return None


def _link_person(mention: Mention, context: Context, female: bool) -> str | None:
    person = frozenset({"Person"})
    if (said := _speaker(mention, context, person)) is not None and _agrees(context, said, female):
        return said
    for back in (0, 1, _WINDOW):
        found = [k for k in context.candidates(mention, person, back) if _agrees(context, k, female)]
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            known = [k for k in found if context.gender.get(k) is female]
            return known[0] if len(known) == 1 else None
    return None


def _agrees(context: Context, key: str, female: bool) -> bool:
    return context.gender.get(key, female) is female


def _link_subject(mention: Mention, context: Context, fits: frozenset[str], back: int) -> str | None:
    if (said := _speaker(mention, context, fits)) is not None:
        return said
    for reach in range(back + 1):
        found = context.candidates(mention, fits, reach)
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def _speaker(mention: Mention, context: Context, fits: frozenset[str], plural: bool = False) -> str | None:
    """ "Larkfield said it paid", "Larkfield opened its API": the subject of the clause above or around."""
    sentence = context.sentences[mention.sentence]
    token = sentence.tokens[mention.head]
    own = token.dep in {"nsubj", "nsubjpass"}
    for verb in sentence.ancestors(mention.head):
        if sentence.tokens[verb].pos not in {"VERB", "AUX"}:
            continue
        clause = read_clause(sentence, verb)
        subjects = clause.roles.get("dobj" if clause.passive else "nsubj", ())
        if own and mention.head in subjects:
            if sentence.tokens[verb].dep not in {"ccomp", "advcl"} and not is_cue(
                sentence, sentence.tokens[verb].head, context.ontology, "ReportVerb"
            ):
                return None
            own = False
            continue
        if token.dep in {"dobj", "pobj", "dative"} and sentence.tokens[verb].i == _verb_of(sentence, mention.head):
            continue
        for k in subjects:
            key = context.key_at(mention.sentence, k)
            number = sentence.tokens[k].tag in {"NNS", "NNPS"} or bool(sentence.dependents(k, "conj"))
            if key is not None and number is plural and any(context.ontology.is_a(context.types.get(key, ""), t) for t in fits):
                return key
        if subjects:
            return None
    return None


def _verb_of(sentence: Sentence, i: int) -> int:
    head = sentence.tokens[i].head
    while sentence.tokens[head].pos == "ADP" and sentence.tokens[head].head != head:
        head = sentence.tokens[head].head
    return head


def _genders(sentences: Sequence[Sentence], linked: Mapping[Mention, str]) -> dict[str, bool]:
    """Persons whose title tells their gender (true: female); two titles that disagree tell nothing."""
    votes: dict[str, set[bool]] = {}
    for mention, key in linked.items():
        sentence = sentences[mention.sentence]
        words = {sentence.tokens[k].text.lower().strip(".") for k in range(max(0, mention.start - 1), mention.end)}
        for female, titles in ((True, _FEMALE), (False, _MALE)):
            if mention.kind is MentionKind.NAME and words & titles:
                votes.setdefault(key, set()).add(female)
    return {key: next(iter(v)) for key, v in votes.items() if len(v) == 1}
