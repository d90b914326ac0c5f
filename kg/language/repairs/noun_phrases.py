"""Repairs of parse errors that were seen on real text; each rule is a pure function.

A rule takes a sentence and returns it, or a mended copy. They run in the order of ``RULES``.
"""

from collections.abc import Callable
from dataclasses import replace

from kg.language.name_repairs import join_letters, join_particles, spell_out_initials
from kg.language.repairs.clauses import (
    attach_verdict,
    join_prefix,
    keep_inside,
    list_names,
    mark_complement,
    mend,
    name_by_age,
    own_name,
    own_plural,
    reduce_relative,
    split_clauses,
)
from kg.language.repairs.known_names import join_known_name
from kg.language.repairs.lists import join_following, join_semicolons, join_stray_names, join_subject_names
from kg.language.repairs.places import PLACING, front_place
from kg.language.repairs.verbs import (
    free_preposition,
    free_subject,
    pair_responses,
    read_causative,
    read_past_verb,
    read_pronoun_subject,
    read_second_verb,
)
from kg.model import Sentence, Token
from kg.ontology.legal_forms import is_legal_form

Rule = Callable[[Sentence], Sentence]

_TRANSFER = frozenset(
    "give grant offer provide sell send lend pay show deny allow award assign hand promise guarantee "
    "write owe bring leave lease mail forward".split()
)  # fmt: skip
_CONTROL = frozenset("enable allow permit help let authorize cause force require entitle empower invite".split())


def split_double_object(sentence: Sentence) -> Sentence:
    """ "gave [Netflix access]" parsed as a compound: the name is the recipient."""
    changed: dict[int, Token] = {}
    for verb in sentence.tokens:
        if verb.lemma not in _TRANSFER or verb.pos != "VERB" or sentence.dependents(verb.i, "dative"):
            continue
        for obj in sentence.dependents(verb.i, "dobj"):
            name = _leading_name(sentence, verb.i, obj)
            if name is None or sentence.tokens[obj].pos == "PROPN" and sentence.tokens[obj].entity:
                continue
            start, end = name
            head = end - 1
            changed[head] = replace(sentence.tokens[head], head=verb.i, dep="dative")
            for k in range(start, head):
                changed[k] = replace(sentence.tokens[k], head=head, dep="compound")
    return mend(sentence, changed)


def _leading_name(sentence: Sentence, verb: int, obj: int) -> tuple[int, int] | None:
    """The name that stands right before the object noun, between it and the verb, as its compound."""
    for start, end, _ in sentence.entities:
        if verb < start and end <= obj and sentence.tokens[end - 1].dep in {"compound", "nmod"}:
            if sentence.tokens[end - 1].head == obj and start == verb + 1:
                return start, end
    return None


def share_possessive(sentence: Sentence) -> Sentence:
    """ "Netflix and Facebook's collaboration" parsed as Netflix and [Facebook's collaboration]."""
    for noun in sentence.tokens:
        first = noun.head
        if noun.dep != "conj" or noun.pos != "NOUN" or sentence.tokens[first].pos != "PROPN" or first >= noun.i:
            continue
        marked = [
            k for k in sentence.dependents(first, "conj") if k < noun.i and sentence.tokens[k].pos == "PROPN"
            and sentence.dependents(k, "case")
        ]  # fmt: skip
        if not marked:
            continue
        top = sentence.tokens[first]
        head = noun.i if top.head == first else top.head
        changed = {
            noun.i: replace(noun, dep=top.dep, head=head),
            first: replace(top, dep="poss", head=noun.i),
        }
        return mend(sentence, changed)
    return sentence


def attach_possessor(sentence: Sentence) -> Sentence:
    """ "access to [friends'] [data]" parsed as two objects: the marked noun owns the next one."""
    changed: dict[int, Token] = {}
    for noun in sentence.tokens:
        if noun.pos not in {"NOUN", "PROPN"} or noun.dep in {"poss", "conj"} or noun.head == noun.i:
            continue
        mark = next((k for k in sentence.dependents(noun.i, "case") if sentence.tokens[k].text[0] in "'’"), None)
        if mark is None:
            continue
        owned = next(
            (t for t in sentence.tokens[mark + 1 : mark + 5] if t.pos in {"NOUN", "PROPN"} and t.dep == noun.dep
             and t.head == noun.head), None,
        )  # fmt: skip
        if owned is not None:
            changed[noun.i] = replace(noun, dep="poss", head=owned.i)
    return mend(sentence, changed)


def read_to_infinitive(sentence: Sentence) -> Sentence:
    """ "enabling X to [access data]" parsed as a noun phrase after the preposition "to"."""
    for to in sentence.tokens:
        verb, word = to.head, to.i + 1
        if to.text.lower() != "to" or to.dep not in {"prep", "dative"} or sentence.tokens[verb].lemma not in _CONTROL:
            continue
        if word >= len(sentence.tokens) or sentence.tokens[word].tag not in {"NN", "VB"}:
            continue
        objects = sentence.dependents(to.i, "pobj")
        if not objects or objects[0] == word or not sentence.dependents(verb, "dobj"):
            continue
        if not any(sentence.tokens[k].head == objects[0] or k == objects[0] for k in range(word + 1, objects[0] + 1)):
            continue
        obj, infinitive = sentence.tokens[objects[0]], sentence.tokens[word]
        changed = {
            to.i: replace(to, dep="aux", head=word, pos="PART", tag="TO"),
            word: replace(infinitive, dep="xcomp", head=verb, pos="VERB", tag="VB"),
            obj.i: replace(obj, dep="dobj", head=word),
        }
        for k in sentence.children[word]:
            changed[k] = replace(sentence.tokens[k], head=obj.i)
        return mend(sentence, changed)
    return sentence


def split_money(sentence: Sentence) -> Sentence:
    """ "paid [Larkfield $2 million]" recognised as one name: the amount begins at the currency sign."""
    entities: list[tuple[int, int, str]] = []
    for start, end, label in sentence.entities:
        sign = next((k for k in range(start + 1, end) if sentence.tokens[k].pos == "SYM" or sentence.tokens[k].tag == "$"), None)
        if label in {"MONEY", "QUANTITY", "CARDINAL", "PERCENT"} or sign is None:
            entities.append((start, end, label))
        else:
            entities += [(start, sign, label), (sign, end, "MONEY")]
    return sentence if tuple(entities) == sentence.entities else replace(sentence, entities=tuple(entities))


def widen_money(sentence: Sentence) -> Sentence:
    """ "$ [47,796]" recognised without its sign, or as a bare number: an amount begins at its currency sign."""
    tokens = sentence.tokens
    entities: list[tuple[int, int, str]] = []
    for start, end, label in sentence.entities:
        signed = start > 0 and (tokens[start - 1].tag == "$" or tokens[start - 1].text[-1] in "$€£¥")
        if signed and label in {"MONEY", "CARDINAL"} and not (entities and entities[-1][1] == start):
            start, label = start - 1, "MONEY"
        entities.append((_range_start(sentence, start) if label == "MONEY" else start, end, label))
    return sentence if tuple(entities) == sentence.entities else replace(sentence, entities=tuple(entities))


def _range_start(sentence: Sentence, start: int) -> int:
    """ "[$100,000 to] $180,000": where a range begins of which the recogniser saw the second sum alone."""
    before = sentence.tokens[max(0, start - 3) : start]
    spoken = [t.text.lower() for t in before]
    opened = len(before) == 3 and spoken[0] in {"$", "€", "£", "¥"} and before[1].pos == "NUM" and spoken[2] in {"to", "-", "–"}
    return start - 3 if opened and not any(t.entity for t in before) else start


def cut_dateline(sentence: Sentence) -> Sentence:
    """ "WASHINGTON - [Larkfield] sued": the place that opens a report is no part of the first name."""
    entities: list[tuple[int, int, str]] = []
    for start, end, label in sentence.entities:
        dash = next((k for k in range(start + 1, end - 1) if sentence.tokens[k].text in {"-", "–", "—", "--"}), None)
        spaced = dash is not None and sentence.tokens[dash - 1].end < sentence.tokens[dash].start
        if dash is None or not spaced or dash > 8 or not all(t.text.isupper() or not t.text.isalpha() for t in sentence.tokens[:dash]):
            entities.append((start, end, label))
        else:
            entities += [(start, dash, "GPE"), (dash + 1, end, label)]
    return sentence if tuple(entities) == sentence.entities else replace(sentence, entities=tuple(entities))


def join_entities(sentence: Sentence) -> Sentence:
    """A comma inside one name or date: "May 12, 2023", "Larkfield Motors, Inc."; a legal form left outside."""
    tokens, entities = sentence.tokens, list(sentence.entities)
    out: list[tuple[int, int, str]] = []
    for start, end, label in entities:
        if end < len(tokens) and tokens[end - 1].text == "Web" and tokens[end].text.lower() in {"site", "page"} and end - start > 1:
            end -= 1
        if out and start < out[-1][1]:
            continue
        if out and label == out[-1][2] == "MONEY" and [t.text.lower() for t in tokens[out[-1][1] : start]] in (["to"], ["-"], ["–"]):
            out[-1] = (out[-1][0], end, label)  # "$100,000 to $180,000"
            continue
        after = tokens[end + 1].text if end + 1 < len(tokens) and tokens[end].text == "," else ""
        if label == "DATE" and tokens[end - 1].text.isdigit() and len(after) == 4 and after.isdigit():
            out.append((start, end + 2, label))
        elif label in {"ORG", "PERSON", "GPE", "PRODUCT"} and end < len(tokens) and _is_legal_form(tokens[end]):
            out.append((start, end + 1, "ORG"))
        elif label in {"ORG", "PERSON", "GPE", "PRODUCT"} and after[:1].isupper() and is_legal_form(after):
            out.append((start, end + 2, "ORG"))
        else:
            out.append((start, end, label))
    return sentence if tuple(out) == sentence.entities else replace(sentence, entities=tuple(out))


def _is_legal_form(token: Token) -> bool:
    written = token.text[0].isupper() or token.text in {"plc", "p.l.c."}
    return written and token.pos in {"PROPN", "NOUN", "X"} and is_legal_form(token.text)


def split_title(sentence: Sentence) -> Sentence:
    """ "Attorney General for the [Tax Division] [Ana Ruiz]" parsed as a division called Ana Ruiz: the person holds the title."""
    changed: dict[int, Token] = {}
    for start, end, label in sentence.entities:
        name, before = sentence.tokens[end - 1], sentence.tokens[start - 1]
        if label != "PERSON" or start < 3 or name.dep not in {"pobj", "conj"} or before.dep != "compound" or before.head != name.i:
            continue
        above = sentence.tokens[name.head]
        title = sentence.tokens[above.head]
        if above.pos != "ADP" or title.pos != "PROPN" or title.i > above.i or title.entity == "PERSON":
            continue
        top = name.i if title.head == title.i else title.head
        changed[name.i] = replace(name, dep=title.dep, head=top)
        changed[title.i] = replace(title, dep="nmod", head=name.i)
        changed[before.i] = replace(before, dep="pobj", head=above.i)
        for k in sentence.children[name.i]:
            if k < before.i:
                changed[k] = replace(sentence.tokens[k], head=before.i)
    return mend(sentence, changed)


def attach_relative(sentence: Sentence) -> Sentence:
    """ "[the Section of X] under Ana Ruiz, which …": "which" never stands for a person, "who" for nothing else."""
    changed: dict[int, Token] = {}
    for pronoun in sentence.tokens:
        clause = next((k for k in (pronoun.i, *sentence.ancestors(pronoun.i)) if sentence.tokens[k].dep == "relcl"), None)
        word = pronoun.text.lower()
        if clause is None or word not in {"who", "which"} or pronoun.tag not in {"WP", "WDT"}:
            continue
        head = sentence.tokens[clause].head
        wrong = {"PERSON"} if word == "which" else {"GPE", "ORG", "FAC", "LAW", "LOC", "PRODUCT"}
        if sentence.tokens[head].entity not in wrong:
            continue
        inside = {*sentence.subtree(clause)}
        nearer = [
            t for t in sentence.tokens[: pronoun.i]
            if t.i not in inside and t.pos in {"NOUN", "PROPN"} and t.dep not in {"compound", "nmod", "poss"}
        ]  # fmt: skip
        fitting = [t.i for t in nearer if (t.entity == "PERSON" or t.tag == "NNS") is (word == "who") and t.entity not in wrong]
        if fitting and pronoun.i - fitting[-1] < 25:
            changed[clause] = replace(sentence.tokens[clause], head=fitting[-1])
    return mend(sentence, changed)


def attach_apposition(sentence: Sentence) -> Sentence:
    """ "the founder of Acme, [Ana Ruiz]": a person is no other name for a body, but for who leads it."""
    changed: dict[int, Token] = {}
    for name in sentence.tokens:
        body = sentence.tokens[name.head]
        above = sentence.tokens[body.head]
        noun = sentence.tokens[above.head]
        if name.dep != "appos" or name.entity != "PERSON" or body.entity not in {"ORG", "GPE"} or body.dep != "pobj":
            continue
        if above.text.lower() == "of" and noun.pos == "NOUN" and noun.i < above.i:
            changed[name.i] = replace(name, head=noun.i)
    return mend(sentence, changed)


def attach_region(sentence: Sentence) -> Sentence:
    """ "A girl from [Reynosa, Mexico] lured …": the country behind its town is no subject; who is from there is."""
    changed: dict[int, Token] = {}
    for region in sentence.tokens[2:]:
        comma, town = sentence.tokens[region.i - 1], sentence.tokens[region.i - 2]
        if region.entity != "GPE" or town.entity != "GPE" or comma.text != "," or region.dep not in {"nsubj", "nsubjpass"}:
            continue
        native = sentence.tokens[sentence.tokens[town.head].head]
        if town.dep == "pobj" and native.pos in {"NOUN", "PROPN"} and native.i < town.i and native.head == region.head:
            changed[region.i] = replace(region, dep="appos", head=town.i)
            changed[native.i] = replace(native, dep=region.dep)
    return mend(sentence, changed)


RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (cut_dateline, ("-", "–", "—")),
    (split_money, ()),
    (widen_money, ("$", "€", "£", "¥")),
    (join_entities, ()),
    (join_particles, ()),
    (join_letters, ("-",)),
    (spell_out_initials, ("(",)),
    (front_place, PLACING),
    (join_known_name, (" and ",)),
    (name_by_age, (",",)),
    (join_prefix, ("-",)),
    (own_plural, ("’", "'")),
    (own_name, ("’", "'")),
    (reduce_relative, (",",)),
    (mark_complement, ("that", "That")),
    (keep_inside, (" and ", " but ", " or ")),
    (attach_verdict, ()),
    (split_clauses, (" and ", " but ", " or ")),
    (read_past_verb, ()),
    (read_causative, ()),
    (read_second_verb, (" and ", " or ")),
    (pair_responses, (" and ", " but ")),
    (free_subject, (",",)),
    (free_preposition, ()),
    (read_pronoun_subject, (",",)),
    (list_names, (",",)),
    (join_semicolons, (";",)),
    (join_stray_names, (" and ", " or ")),
    (join_subject_names, (" and ", " or ")),
    (join_following, ("followed",)),
    (attach_possessor, ("’", "'")),
    (split_double_object, ()),
    (share_possessive, ("’", "'")),
    (read_to_infinitive, (" to ",)),
    (attach_relative, ("who", "which", "Who", "Which")),
    (attach_apposition, ()),
    (attach_region, (", ",)),
    (split_title, ()),
)
"""Each rule with the signs of which a sentence must hold one, if there are any."""


def repair_parse(sentence: Sentence) -> Sentence:
    """Apply all rules in order."""
    for rule, signs in RULES:
        if not signs or any(sign in sentence.text for sign in signs):
            sentence = rule(sentence)
    return sentence
