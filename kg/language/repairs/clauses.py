"""Repairs of coordination and complements that the parser attached to the wrong word; each rule is a pure function.

Like ``kg.language.repairs.noun_phrases``, which holds the rules for noun phrases.
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Sentence, Token

_SMALL = frozenset("find hold deem consider declare make render keep leave".split())
_LINKING = frozenset({"pursuant", "prior", "subsequent"})
_SAYING = frozenset(
    "say claim allege state report tell admit deny argue contend maintain assert believe think insist acknowledge add "
    "announce testify explain note warn suggest write reveal show".split()
)  # fmt: skip
_PREFIXES = frozenset("co re pre over under out mis de un".split())
_COUPLED = frozenset({"NOUN", "PROPN"})


def mend(sentence: Sentence, changed: dict[int, Token]) -> Sentence:
    """Return a copy of *sentence* in which the tokens at the keys of *changed* are replaced.

    A change that would close a circle of heads is not made: every walk to the root must end.
    """
    if not changed:
        return sentence
    heads = [changed.get(t.i, t).head for t in sentence.tokens]
    if not all(_reaches_root(heads, i) for i in changed):
        return sentence
    return replace(sentence, tokens=tuple(changed.get(t.i, t) for t in sentence.tokens))


def _reaches_root(heads: Sequence[int], i: int) -> bool:
    """Whether the way up from token *i* ends at a token that is its own head."""
    for _ in heads:
        if heads[i] == i:
            return True
        i = heads[i]
    return False


def mark_complement(sentence: Sentence) -> Sentence:
    """ "Alleged [that] the firm paid Y": "that" before a subject opens the clause, it is no object of it."""
    changed: dict[int, Token] = {}
    for that in sentence.tokens:
        clause = sentence.tokens[that.head]
        if that.text.lower() != "that" or that.dep not in {"dobj", "nsubj", "det", "dative"} or clause.dep != "ccomp":
            continue
        if that.i < clause.i and any(that.i < k < clause.i for k in sentence.dependents(clause.i, "nsubj", "nsubjpass")):
            changed[that.i] = replace(that, dep="mark", pos="SCONJ", tag="IN")
    return mend(sentence, changed)


def attach_verdict(sentence: Sentence) -> Sentence:
    """ "The jury found [X guilty] of fraud": X is the object, the adjective says what it is found to be.

    So is what stands before "pursuant to": "conducted its [investigation] pursuant to the act".
    """
    for adjective in sentence.tokens:
        verb = sentence.tokens[adjective.head]
        subjects = sentence.dependents(adjective.i, "nsubj")
        linking = adjective.lemma in _LINKING
        if adjective.pos != "ADJ" or adjective.dep != "ccomp" or verb.lemma not in _SMALL and not linking or len(subjects) != 1:
            continue
        if not sentence.dependents(adjective.i, "mark") and verb.i < subjects[0] < adjective.i:
            subject = sentence.tokens[subjects[0]]
            changed = {
                adjective.i: replace(adjective, dep="prep" if linking else "oprd", pos="ADP" if linking else "ADJ"),
                subject.i: replace(subject, dep="dobj", head=verb.i),
            }
            return mend(sentence, changed)
    return sentence


def keep_inside(sentence: Sentence) -> Sentence:
    """ "Claims that it was taken and [she was forced]": a second clause about a pronoun is still what is said."""
    changed: dict[int, Token] = {}
    for clause in sentence.tokens:
        speech = sentence.tokens[clause.head]
        said = [k for k in sentence.dependents(speech.i, "ccomp") if speech.i < k < clause.i]
        subjects = sentence.dependents(clause.i, "nsubj", "nsubjpass")
        if clause.dep != "conj" or clause.pos not in {"VERB", "AUX"} or speech.lemma not in _SAYING or not said or not subjects:
            continue
        joint = [k for k in sentence.dependents(speech.i, "cc") if said[-1] < k < clause.i]
        if sentence.tokens[subjects[0]].text.lower() in {"he", "she", "it", "they"} and joint:
            changed[clause.i] = replace(clause, head=said[-1])
            changed[joint[-1]] = replace(sentence.tokens[joint[-1]], head=said[-1])
    return mend(sentence, changed)


def own_plural(sentence: Sentence) -> Sentence:
    """ "28 [months’] imprisonment", "the [plaintiffs’] lawyers": an apostrophe read as a closing quotation mark."""
    for mark in sentence.tokens[1:-1]:
        owner, owned = sentence.tokens[mark.i - 1], sentence.tokens[mark.i + 1]
        if mark.text not in {"’", "'"} or mark.tag == "POS" or owner.tag not in {"NNS", "NNPS"} or owner.end != mark.start:
            continue
        opened = any(t.text in {"‘", "'", "`"} for t in sentence.tokens[: mark.i])
        head = next((t for t in sentence.tokens[mark.i + 1 : mark.i + 4] if t.pos in _COUPLED), None)
        fits = owned.pos in {*_COUPLED, "ADJ"} or owned.tag in {"VBN", "VBD"} and head is not None and head.i == owned.i + 1
        if opened or head is None or owned.start == mark.end or not fits:
            continue
        if head.i in sentence.ancestors(owner.i) or owner.i in sentence.ancestors(head.i) and owner.head == head.i:
            continue
        changed = {
            mark.i: replace(mark, dep="case", head=owner.i, pos="PART", tag="POS"),
            owner.i: replace(owner, dep="poss", head=head.i),
            head.i: replace(head, dep=owner.dep, head=owner.head if owner.head != owner.i else head.i),
        }
        if owned.pos == "VERB":
            changed[owned.i] = replace(owned, dep="amod", head=head.i, tag="VBN")
        return mend(sentence, changed)
    return sentence


def reduce_relative(sentence: Sentence) -> Sentence:
    """ "The decree, [lodged] today in court, is …": a participle between commas was read as the main verb."""
    for verb in sentence.tokens:
        subjects = sentence.dependents(verb.i, "nsubj")
        if verb.tag != "VBD" or verb.pos != "VERB" or len(subjects) != 1 or sentence.tokens[verb.i - 1].text != ",":
            continue
        if subjects[0] >= verb.i or sentence.dependents(verb.i, "dobj", "aux", "mark"):
            continue
        later = [k for k in sentence.dependents(verb.i, "ccomp", "conj") if k > verb.i + 1]
        later = [k for k in later if not sentence.dependents(k, "nsubj", "nsubjpass", "mark")]
        main = next((k for k in later if _follows_comma(sentence, k) and _is_finite(sentence, k)), None)
        if main is None:
            continue
        top = main if verb.head == verb.i else verb.head
        changed = {
            main: replace(sentence.tokens[main], dep=verb.dep, head=top),
            verb.i: replace(verb, dep="acl", head=subjects[0], tag="VBN"),
            subjects[0]: replace(sentence.tokens[subjects[0]], head=main),
        }
        return mend(sentence, changed)
    return sentence


def _follows_comma(sentence: Sentence, k: int) -> bool:
    return any(t.text == "," for t in sentence.tokens[max(k - 4, 0) : k])


def _is_finite(sentence: Sentence, k: int) -> bool:
    words = [k, *sentence.dependents(k, "aux", "auxpass")]
    return any(sentence.tokens[j].tag in {"VBD", "VBZ", "VBP", "MD"} for j in words)


def own_name(sentence: Sentence) -> Sentence:
    """ "[The Church of Oslo]'s website" parsed as the church of a website: the whole name owns."""
    for start, end, label in sentence.entities:
        last = sentence.tokens[end - 1]
        owned = sentence.tokens[last.head]
        if label not in {"ORG", "PERSON", "FAC", "GPE"} or last.dep != "poss" or owned.i < end or owned.dep != "pobj":
            continue
        link = sentence.tokens[owned.head]
        name = sentence.tokens[link.head]
        if not (start <= name.i < link.i < end - 1 and name.i != last.i):
            continue
        changed = {
            owned.i: replace(owned, dep=name.dep, head=name.head if name.head != name.i else owned.i),
            name.i: replace(name, dep="poss", head=owned.i),
            last.i: replace(last, dep="pobj", head=link.i),
        }
        return mend(sentence, changed)
    return sentence


def split_clauses(sentence: Sentence) -> Sentence:
    """ "Ruptured near [Oslo and fuel] spilled": a noun after "and", right before a finite verb without subject, is its subject."""
    for noun in sentence.tokens:
        first = sentence.tokens[noun.head]
        if noun.dep != "conj" or noun.pos not in _COUPLED or first.i >= noun.i or noun.i + 1 >= len(sentence.tokens):
            continue
        joints = [k for k in sentence.dependents(first.i, "cc") if first.i < k < noun.i]
        verb = _finite_after(sentence, noun.i)
        if not joints or verb is None or sentence.dependents(noun.i, "conj", "cc"):
            continue
        above = [k for k in sentence.ancestors(first.i) if sentence.tokens[k].pos in {"VERB", "AUX"} and k < joints[-1]]
        if not above or verb.head not in {*above, first.i, noun.i, verb.i}:
            continue
        root = verb.head if verb.head in above else above[-1]
        changed = {
            noun.i: replace(noun, dep="nsubj", head=verb.i),
            joints[-1]: replace(sentence.tokens[joints[-1]], head=root),
            verb.i: replace(verb, dep="conj", head=root) if verb.head != verb.i else verb,
        }
        return mend(sentence, changed)
    return sentence


def _finite_after(sentence: Sentence, noun: int) -> Token | None:
    """The finite verb, with its auxiliaries, that stands right behind a noun and has no subject before itself."""
    for token in sentence.tokens[noun + 1 : noun + 4]:
        if token.pos == "VERB" and token.tag in {"VBD", "VBZ", "VBP"} or token.pos == "VERB" and sentence.dependents(token.i, "aux"):
            taken = sentence.dependents(token.i, "nsubj", "nsubjpass", "mark")
            clausal = token.dep in {"ccomp", "advcl", "conj", "ROOT"}
            return token if clausal and not taken else None
        if token.pos not in {"AUX", "ADV"}:
            return None
    return None


def name_by_age(sentence: Sentence) -> Sentence:
    """ "[Dana Cole], 43, pleaded": an age in commas stands behind a person's name, whatever the recogniser took it for."""
    tokens, entities = sentence.tokens, list(sentence.entities)
    for comma in tokens[1:-2]:
        age = tokens[comma.i + 1]
        if comma.text != "," or not (age.text.isdigit() and 5 < int(age.text) < 110) or tokens[comma.i + 2].text not in {",", ")"}:
            continue
        start = comma.i
        while start > 0 and tokens[start - 1].pos == "PROPN":
            start -= 1
        inside = [(a, b, label) for a, b, label in entities if a < comma.i and b > start]
        if comma.i - start < 2 or any(label in {"DATE", "PERSON"} for _, _, label in inside):
            continue
        first = min([start, *(a for a, _, _ in inside)]) if len(inside) == 1 else start
        entities = sorted([e for e in entities if e not in inside] + [(first, comma.i, "PERSON")])
    if tuple(entities) == sentence.entities:
        return sentence
    changed = {k: replace(tokens[k], entity=label) for a, b, label in entities for k in range(a, b) if tokens[k].entity != label}
    return replace(mend(sentence, changed), entities=tuple(entities))


def join_prefix(sentence: Sentence) -> Sentence:
    """ "He [co-owned] the clinic" cut into three words: the verb is the last."""
    for prefix in sentence.tokens[:-2]:
        hyphen, verb = sentence.tokens[prefix.i + 1], sentence.tokens[prefix.i + 2]
        if prefix.text.lower() not in _PREFIXES or hyphen.text != "-" or verb.pos != "VERB" or prefix.end != hyphen.start:
            continue
        if prefix.pos not in {"VERB", "ADJ", "NOUN"} or verb.head not in {prefix.i, hyphen.i, prefix.head}:
            continue
        top = verb.i if prefix.head == prefix.i else prefix.head
        changed = {
            verb.i: replace(verb, dep=prefix.dep, head=top),
            prefix.i: replace(prefix, dep="dep", head=verb.i, pos="X"),
            hyphen.i: replace(hyphen, dep="punct", head=verb.i, pos="PUNCT"),
        }
        for k in (*sentence.children[prefix.i], *sentence.children[hyphen.i]):
            if k not in changed:
                changed[k] = replace(sentence.tokens[k], head=verb.i)
        return mend(sentence, changed)
    return sentence


def list_names(sentence: Sentence) -> Sentence:
    """ "[the Agency], [the Office] and [the Bank]" parsed as an apposition: names of one kind in a row are a list."""
    changed: dict[int, Token] = {}
    for name in sentence.tokens:
        head = sentence.tokens[name.head]
        if name.dep != "appos" or name.pos != "PROPN" or head.pos != "PROPN" or name.entity not in {"ORG", "PERSON"}:
            continue
        joined = any(sentence.tokens[k].pos == "PROPN" for j in (head.i, name.i) for k in sentence.dependents(j, "conj") if k > name.i)
        between = {t.text for t in sentence.tokens[head.i + 1 : name.i]}
        if head.entity == name.entity and joined and "," in between and "(" not in between:
            changed[name.i] = replace(name, dep="conj")
    return mend(sentence, changed)


