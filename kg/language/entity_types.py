"""What kind of thing a name means: evidence from its form and from the words around it.

Spelling and context are the two independent views of a name (Collins & Singer 1999): "Jr.", a
middle initial, "Mr.", an age in apposition, "who", a wife or a resignation show a person even where
the recogniser sees a place; an ending, "of" after a head noun, "v." or "§" show the rest."""

import re
from collections.abc import Iterator
from functools import cache

from kg.language.mentions import noun_types
from kg.language.repairs.code_names import code_name
from kg.model import Mention, Sentence, Token
from kg.model.caching import keep_with_sentence
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology
from kg.ontology.titles import office_modifiers, person_titles

STRONG = 5
NOT_PERSON = "not a person"
_DAY_NAME = re.compile(
    r"(?:Jan|Febr)uary|March|July|(?:Septem|Octo|Novem|Decem)ber|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Nov|Dec|Feb|Sept?|Oct)\.?",
    re.IGNORECASE,
)
"""Months and days that are no names of people, as April, May, June and August are."""
_FORMS = (
    (
        re.compile(r"\S.*\s(?:v|vs)\.?\s+\S|(?:In re|Ex parte|Matter of)\s|(?:Case )?Nos?\.\s*\d"),
        "LegalCase",
    ),
    (
        re.compile(
            r".*§|.*\bU\. ?S\. ?C\b|.*\bC\. ?F\. ?R\b|"
            r"(?:Section|Sec\.|Title|Article|Rule|Chapter)s? [\dIVX]+"
        ),
        "Law",
    ),
    (re.compile(r"(?:Form|Exhibit|Schedule|Appendix)s? [\dA-Z]"), "Document"),
    (re.compile(r"[A-Z]{2,}[a-z]{3,}$|[a-z]+[A-Z]\w*$"), "Organization"),
)
_INITIAL = re.compile(
    r"(?:[A-Z][\w'’-]+(?: [A-Z]\.)+(?: [A-Z][\w'’-]++)+ ?|"
    r"(?:[A-Z]\. )+[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)(?:,? (?:Jr|Sr|I{1,3}|IV)\.?)?"
)
_SUFFIX = re.compile(r"(?:Jr|Sr|Esq)\.?", re.IGNORECASE)


@keep_with_sentence
def evidence_of(
    sentence: Sentence, mention: Mention, ontology: Ontology
) -> tuple[tuple[str, int, str], ...]:
    """Return ``(class, weight, why)`` for what speaks for a class of the name at *mention*; the
    recogniser's word weighs 1."""
    return tuple(_list_evidence(sentence, mention, ontology))


def _list_evidence(
    sentence: Sentence, mention: Mention, ontology: Ontology
) -> Iterator[tuple[str, int, str]]:
    if mention.type:
        yield mention.type, 1, "the recogniser or its last word"
    for why in _signs_of_person(sentence, mention, ontology):
        yield "Person", STRONG, why
    if _has_article(sentence, mention):
        yield NOT_PERSON, 1, "an article"
    for kind, why in _context(sentence, mention, noun_types(ontology)):
        yield kind, STRONG, why
    head = sentence.tokens[mention.head]
    owned = sentence.tokens[head.head]
    if (
        head.dep == "poss"
        and mention.type != "Place"
        and owned.lemma in ontology.words.get("BodyOwnedNoun", ())
    ):
        yield "Organization", STRONG, f"has a {owned.text}"


def _signs_of_person(sentence: Sentence, mention: Mention, ontology: Ontology) -> Iterator[str]:
    """What in the form of a name, or right behind it, only people have."""
    if _INITIAL.fullmatch(mention.text) and ontology.class_by_ending(mention.text) is None:
        yield "a middle initial"
    after = [t.text for t in sentence.tokens[mention.end : mention.end + 3]] + ["", "", ""]
    behind = (sentence.tokens[mention.end - 1].text, after[0], after[1] if after[0] == "," else "")
    if any(map(_SUFFIX.fullmatch, behind)):
        yield "Jr. or the like"
    if (
        after[0] in {",", "("}
        and re.fullmatch(r"[1-9]\d", after[1])
        and after[2] in {",", ")", "of", "."}
    ):
        yield "an age in apposition"
    if leads_with_title(mention.text, ontology):
        yield "a title"


def _has_article(sentence: Sentence, mention: Mention) -> bool:
    """Whether "the" stands right before a name that modifies nothing."""
    articled = mention.start > 0 and sentence.word(mention.start - 1) == "the"
    return articled and sentence.tokens[mention.head].dep not in {"compound", "nmod", "poss"}


def _context(
    sentence: Sentence, mention: Mention, nouns: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """What the words around a name say of its class, and which words."""
    head = mention.head
    title = sentence.tokens[mention.start - 1] if mention.start else None
    if title is not None and _is_personal_title(title, head, nouns):
        yield "Person", f"“{title.text}” before it"
    for noun in _descriptions(sentence, head):
        if noun.tag == "NN" and _is_person_noun(noun.lemma, nouns):
            yield "Person", f"called “{noun.text}”"
    if _is_who(sentence, head):
        yield "Person", "“who”"
    yield from _deeds(sentence, sentence.tokens[head])


def _is_personal_title(before: Token, head: int, nouns: dict[str, str]) -> bool:
    modifies = before.dep in {"compound", "nmod"} and before.pos == "NOUN" and before.head == head
    return modifies and (
        _is_person_noun(before.lemma, nouns) or before.lemma.strip(".") in person_titles()
    )


def _is_person_noun(lemma: str, nouns: dict[str, str]) -> bool:
    """Whether a noun is said of people alone: a miner or a lender may be a firm."""
    return nouns.get(lemma) == "Person" and lemma not in words_of("TradeNoun")


def _descriptions(sentence: Sentence, head: int) -> Iterator[Token]:
    """The nouns that an apposition or a copula puts beside a name."""
    token = sentence.tokens[head]
    yield from (sentence.tokens[k] for k in sentence.dependents(head, "appos"))
    if token.dep == "appos":
        yield sentence.tokens[token.head]
    elif token.dep == "nsubj" and (predicate := _predicate(sentence, token.head)) is not None:
        yield predicate


def _is_who(sentence: Sentence, head: int) -> bool:
    """Whether a relative clause says "who" of a name."""
    subjects = (
        w
        for k in sentence.dependents(head, "relcl")
        for w in sentence.dependents(k, "nsubj", "nsubjpass")
    )
    return any(sentence.word(w) == "who" for w in subjects)


def _deeds(sentence: Sentence, token: Token) -> Iterator[tuple[str, str]]:
    """What only people do, undergo or have."""
    above = sentence.tokens[token.head]
    if token.dep in SUBJECTS:
        for verb in _verbs_of_person(sentence, above, token.dep == "nsubjpass"):
            yield "Person", f"“{verb.text}”"
    if token.dep == "poss" and above.lemma in words_of("KinNoun"):
        yield "Person", f"has a {above.text}"


def _verbs_of_person(sentence: Sentence, verb: Token, passive: bool) -> Iterator[Token]:
    """The verbs of people among *verb* and those joined to it that share its subject."""
    if passive and verb.lemma in words_of("PersonObjectVerb"):
        yield verb
    joined = [sentence.tokens[k] for k in sentence.dependents(verb.i, "conj")]
    for each in (verb, *joined):
        shared = each is verb or not sentence.dependents(each.i, *SUBJECTS)
        if shared and each.lemma in words_of("PersonVerb"):
            yield each


def _predicate(sentence: Sentence, verb: int) -> Token | None:
    nouns = sentence.dependents(verb, "attr") if sentence.tokens[verb].lemma == "be" else ()
    return sentence.tokens[nouns[0]] if nouns else None


def class_by_form(name: str, ontology: Ontology) -> str | None:
    """The class that a name's own form shows: "X v. Y", "§ 3", its ending, its noun before "of"."""
    for form, kind in _FORMS:
        if form.match(name) and not _INITIAL.fullmatch(name):
            return kind
    head, of, _ = name.partition(" of ")
    return ontology.class_by_ending(name) or (
        ontology.class_by_ending(f"The {head}") if of else None
    )


def is_introduced_as_kin(sentence: Sentence, mention: Mention) -> bool:
    """Whether the name at *mention* is said to be somebody's relative where it stands ("his
    daughter, Clara Renn")."""
    token = sentence.tokens[mention.head]
    before = sentence.tokens[mention.start - 1] if mention.start else token
    nouns = [sentence.tokens[token.head]] if token.dep == "appos" else []
    return any(noun.lemma in words_of("KinNoun") for noun in (*nouns, before) if noun.pos == "NOUN")


def leads_with_title(name: str, ontology: Ontology) -> bool:
    """Whether a name begins with a person's title ("Senator De Castro"), and is more than a title
    ("Attorney General")."""
    words = [w.strip(".,").lower() for w in name.split()]
    titles, last = person_titles(), words[-1]
    if len(words) < 2 or words[0] not in titles:
        return False
    return last not in titles | office_modifiers() and last not in _body_nouns(ontology)


def is_reference(name: str) -> bool:
    """Whether a name is a sign of citation or a day ("Ibid.", "Id.", "Monday"), which means no
    thing."""
    bare = name.strip(" ,;:")
    signs = words_of("CitationSign")
    return bare.lower().removesuffix(".") in signs or _DAY_NAME.fullmatch(bare) is not None


_CODE = re.compile(r"(?<=[a-z])[-–\s](?:\d{1,2}|[A-Z])$")
"""The number or letter by which a paper tells those apart whom it does not name: "Employee-2",
"Company A"."""
_CODE_NAME = re.compile(
    r"(?:CC|CW|CHS|UCC|UC|CS)[-–\s]?\d{1,2}|(?:(?:John|Jane) )?[DR]oe(?: \d{1,2})?"
)
"""Names that courts give to somebody who is to stay unknown; the next case has others of that
name."""


def _names_nobody(name: str) -> bool:
    """Whether the form alone shows it: small letters, a prefix, a code name."""
    small = re.search(r"[A-Z0-9]", name) is None
    prefixed = re.match(r"(?:pre|post|non|anti|pro|ex)-", name) is not None
    return small or prefixed or _CODE_NAME.fullmatch(name) is not None or code_name(name) != ""


def is_generic(name: str, ontology: Ontology) -> bool:
    """Whether a name says only what kind of thing it is ("the Court", "Attorney General"): another
    one in each document."""
    if _names_nobody(name):
        return True
    name = _CODE.sub("", name)
    words = [w.strip(".,").lower() for w in name.split() if w.lower() not in {"of", "the", "for"}]
    kinds = [_kind_of_word(w, ontology) for w in words]
    if not words or None in kinds:
        return False
    return len(words) == 1 or set(kinds) == {"Person"} or "Court" in (kinds[0], kinds[-1])


def _kind_of_word(word: str, ontology: Ontology) -> str | None:
    """The class that a word of a name shows if it only says what kind of thing is named."""
    if word in words_of("BodyPartNoun"):
        return "Organization"
    nouns = noun_types(ontology)
    kind = nouns.get(word) or nouns.get(word.removesuffix("s"))
    return kind or ("Person" if word in person_titles() | office_modifiers() else None)


def is_title(name: str, ontology: Ontology) -> bool:
    """Whether a name is a person's office and no name ("EPA Regional Administrator", "Secretary of
    State")."""
    words = [w.strip(".,").lower() for w in name.split()]
    if len(words) > 2 and words[1] in {"of", "for"}:
        return words[0] in person_titles()
    return (
        len(words) > 1
        and words[-1] in person_titles() | words_of("TitleEnding")
        and "of" not in words
    )


@cache
def _body_nouns(ontology: Ontology) -> frozenset[str]:
    """Words that end the name of a public body or a part of one: cue nouns and endings of
    organisations, but firms."""
    bodies = [
        c
        for name, c in ontology.classes.items()
        if ontology.is_a(name, "Organization") and not ontology.is_a(name, "Company")
    ]
    return frozenset(w.rstrip(".").lower() for c in bodies for w in (*c.cues, *c.name_suffixes))


def is_unit_noun(word: str, ontology: Ontology) -> bool:
    """Whether a word ends the name of a body or a part of one ("department", "force")."""
    return word in _body_nouns(ontology)
