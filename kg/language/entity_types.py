"""What kind of thing a name means: evidence from its form and from the words around it.

Spelling and context are the two independent views of a name (Collins & Singer 1999): "Jr.", a middle
initial, "Mr.", an age in apposition, "who", a wife or a resignation show a person even where the
recogniser sees a place; an ending, "of" after a head noun, "v." or "§" show the rest.
"""

import re
from collections.abc import Iterator
from functools import cache

from kg.language.mentions import noun_types
from kg.model import Mention, Sentence, Token
from kg.ontology.loader import Ontology

STRONG = 5
NOT_PERSON = "not a person"
_REFERENCE = re.compile(
    r"(?:ibid|id|see|supra|infra|cf|et seq|et al|op cit|en banc|inter alia|e\.g|i\.e|pp?|nn?|nos?|v|§+)\.?"
    r"|(?:Jan|Febr)uary|March|July|(?:Septem|Octo|Novem|Decem)ber|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:Mon|Tues?|Wed|Thu(?:rs)?|Fri|Nov|Dec|Feb|Sept?|Oct)\.?",
    re.IGNORECASE,
)
_FORMS = (
    (re.compile(r"\S.*\s(?:v|vs)\.?\s+\S|(?:In re|Ex parte|Matter of)\s|(?:Case )?Nos?\.\s*\d"), "LegalCase"),
    (re.compile(r".*§|.*\bU\. ?S\. ?C\b|.*\bC\. ?F\. ?R\b|(?:Section|Sec\.|Title|Article|Rule|Chapter)s? [\dIVX]+"), "Law"),
    (re.compile(r"(?:Form|Exhibit|Schedule|Appendix)s? [\dA-Z]"), "Document"),
    (re.compile(r"[A-Z]{2,}[a-z]{3,}$|[a-z]+[A-Z]\w*$"), "Organization"),
)
_INITIAL = re.compile(
    r"(?:[A-Z][\w'’-]+(?: [A-Z]\.)+(?: [A-Z][\w'’-]++)+ ?|(?:[A-Z]\. )+[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)(?:,? (?:Jr|Sr|I{1,3}|IV)\.?)?"
)
_SUFFIX = re.compile(r"(?:Jr|Sr|Esq)\.?", re.IGNORECASE)
_HONORIFICS = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady judge justice magistrate sen senator rep representative gov governor "
    "president chancellor minister secretary ambassador attorney lawyer counsel officer detective sergeant lieutenant captain "
    "colonel inspector commissioner director chairman chairwoman trooper sheriff mayor relator "
    "plaintiff defendant respondent petitioner appellant appellee agent congressman congresswoman pastor".split()
)
_RANKS = frozenset("general chief deputy assistant special acting prime vice senior executive field home foreign former".split())
_ALIVE = frozenset("die marry divorce resign testify retire graduate live reside weep confess wed smile".split())
_UNDERGONE = frozenset("arrest jail imprison bear marry extradite deport hospitalize handcuff detain behead exile elect educate".split())
_KIN = frozenset(
    "wife husband mother father son daughter brother sister parent uncle aunt nephew niece cousin fiancee girlfriend "
    "boyfriend spouse widow widower childhood".split()
)


def evidence_of(sentence: Sentence, mention: Mention, ontology: Ontology) -> Iterator[tuple[str, int, str]]:
    """Yield ``(class, weight, why)`` for what speaks for a class of the name at *mention*; the recogniser's word weighs 1."""
    if mention.type:
        yield mention.type, 1, "the recogniser or its last word"
    tokens = sentence.tokens
    if _INITIAL.fullmatch(mention.text) and ontology.class_by_ending(mention.text) is None:
        yield "Person", STRONG, "a middle initial"
    after = [t.text for t in tokens[mention.end : mention.end + 3]] + ["", "", ""]
    if _SUFFIX.fullmatch(tokens[mention.end - 1].text) or _SUFFIX.fullmatch(after[0]) or after[0] == "," and _SUFFIX.fullmatch(after[1]):
        yield "Person", STRONG, "Jr. or the like"
    if after[0] in {",", "("} and re.fullmatch(r"[1-9]\d", after[1]) and after[2] in {",", ")", "of", "."}:
        yield "Person", STRONG, "an age in apposition"
    if leads_with_title(mention.text, ontology):
        yield "Person", STRONG, "a title"
    before = tokens[mention.start - 1] if mention.start else None
    if before is not None and before.text.lower() == "the" and tokens[mention.head].dep not in {"compound", "nmod", "poss"}:
        yield NOT_PERSON, 1, "an article"
    for kind, why in _context(sentence, mention, noun_types(ontology)):
        yield kind, STRONG, why
    owned = tokens[tokens[mention.head].head]
    if tokens[mention.head].dep == "poss" and mention.type != "Place" and owned.lemma in ontology.words.get("BodyOwnedNoun", ()):
        yield "Organization", STRONG, f"has a {owned.text}"


def _context(sentence: Sentence, mention: Mention, nouns: dict[str, str]) -> Iterator[tuple[str, str]]:
    tokens, head = sentence.tokens, mention.head
    token, above = tokens[head], tokens[tokens[head].head]
    before = tokens[mention.start - 1] if mention.start else None
    if before is not None and before.dep in {"compound", "nmod"} and before.pos == "NOUN" and before.head == head:
        if nouns.get(before.lemma) == "Person" or before.lemma.strip(".") in _HONORIFICS:
            yield "Person", f"“{before.text}” before it"
    for k in (*sentence.dependents(head, "appos"), *((above.i,) if token.dep in {"appos", "nsubj"} else ())):
        noun = tokens[k] if token.dep != "nsubj" or k != above.i else _predicate(sentence, k)
        if noun is not None and noun.tag == "NN" and nouns.get(noun.lemma) == "Person":
            yield "Person", f"called “{noun.text}”"
    relatives = (w for k in sentence.dependents(head, "relcl") for w in sentence.dependents(k, "nsubj", "nsubjpass"))
    if any(tokens[w].text.lower() == "who" for w in relatives):
        yield "Person", "“who”"
    if token.dep == "nsubj" and above.lemma in _ALIVE or token.dep == "nsubjpass" and above.lemma in _UNDERGONE:
        yield "Person", f"“{above.text}”"
    if token.dep == "poss" and above.lemma in _KIN:
        yield "Person", f"has a {above.text}"


def _predicate(sentence: Sentence, verb: int) -> Token | None:
    nouns = sentence.dependents(verb, "attr") if sentence.tokens[verb].lemma == "be" else ()
    return sentence.tokens[nouns[0]] if nouns else None


def class_by_form(name: str, ontology: Ontology) -> str | None:
    """The class that a name's own form shows: "X v. Y", "§ 3", its ending, its noun before "of"."""
    for form, kind in _FORMS:
        if form.match(name) and not _INITIAL.fullmatch(name):
            return kind
    head, of, _ = name.partition(" of ")
    return ontology.class_by_ending(name) or (ontology.class_by_ending(f"The {head}") if of else None)


def is_introduced_as_kin(sentence: Sentence, mention: Mention) -> bool:
    """Whether the name at *mention* is said to be somebody's relative where it stands ("his daughter, Clara Renn")."""
    token = sentence.tokens[mention.head]
    before = sentence.tokens[mention.start - 1] if mention.start else token
    nouns = [sentence.tokens[token.head]] if token.dep == "appos" else []
    return any(noun.lemma in _KIN for noun in (*nouns, before) if noun.pos == "NOUN")


def leads_with_title(name: str, ontology: Ontology) -> bool:
    """Whether a name begins with a person's title ("Senator De Castro"), and is more than a title ("Attorney General")."""
    words = [w.strip(".,").lower() for w in name.split()]
    last = words[-1]
    return len(words) > 1 and words[0] in _HONORIFICS and last not in _HONORIFICS | _RANKS and last not in _body_nouns(ontology)


def is_reference(name: str) -> bool:
    """Whether a name is a sign of citation or a day ("Ibid.", "Id.", "Monday"), which means no thing."""
    return _REFERENCE.fullmatch(name.strip(" ,;:")) is not None


def is_generic(name: str, ontology: Ontology) -> bool:
    """Whether a name says only what kind of thing it is ("the Court", "Attorney General"): another one in each document."""
    if not re.search(r"[A-Z0-9]", name) or re.match(r"(?:pre|post|non|anti|pro|ex)-", name):
        return True
    words = [w.strip(".,").lower() for w in name.split() if w.lower() not in {"of", "the", "for"}]
    nouns = noun_types(ontology)
    offices, parts = dict.fromkeys(_HONORIFICS | _RANKS, "Person"), dict.fromkeys(_PARTS, "Organization")
    kinds = [parts.get(w) or nouns.get(w) or nouns.get(w.removesuffix("s")) or offices.get(w) for w in words]
    if not words or None in kinds:
        return False
    return len(words) == 1 or set(kinds) == {"Person"} or "Court" in (kinds[0], kinds[-1])


def is_title(name: str, ontology: Ontology) -> bool:
    """Whether a name is a person's office and no name ("EPA Regional Administrator", "Secretary of State")."""
    words = [w.strip(".,").lower() for w in name.split()]
    if len(words) > 2 and words[1] in {"of", "for"}:
        return words[0] in _HONORIFICS
    return len(words) > 1 and (words[-1] in _HONORIFICS or words[-1] in _OFFICES) and "of" not in words


_PARTS = frozenset("circuit party parties division section branch unit".split())
_OFFICES = frozenset("administrator ambassador general chief spokesperson spokesman spokeswoman attorneys president".split())


@cache
def _body_nouns(ontology: Ontology) -> frozenset[str]:
    """Words that end the name of a public body or a part of one: cue nouns and endings of organisations, but firms."""
    bodies = [c for name, c in ontology.classes.items() if ontology.is_a(name, "Organization") and not ontology.is_a(name, "Company")]
    return frozenset(w.rstrip(".").lower() for c in bodies for w in (*c.cues, *c.name_suffixes))


def is_unit_noun(word: str, ontology: Ontology) -> bool:
    """Whether a word ends the name of a body or a part of one ("department", "force")."""
    return word in _body_nouns(ontology)
