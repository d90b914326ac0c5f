"""Who speaks, set off by a colon or by commas: nobody of whom the sentence tells a deed.

A parser takes the label of a line ("Ivo Renn: ...") for a subject of the verb behind it, and a
speaker between commas for one with the subject before them."""

from dataclasses import replace
from itertools import pairwise

from kg.language.repairs.tree import Changes, mend, mend_each, mend_first
from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS, NOMINALS, SUBJECTS
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import load_ontology

_LONGEST = 8
"""The words of a label, of a subject before an aside and of the aside."""


def free_speaker(sentence: Sentence) -> Sentence:
    """Return "In a talk in Oslo, [a clerk] said" with the speaker, read in apposition with the
    place, as the subject of the verb."""
    return mend_first(sentence, _free_speaker, "appos")


def _free_speaker(sentence: Sentence, speaker: Token) -> Changes:
    place = sentence.tokens[speaker.head]
    where = place.entity in {"GPE", "LOC"} and sentence.word(place.head) in {"in", "at", "near"}
    if not where or speaker.tag != "NN" or not sentence.dependents(speaker.i, "det"):
        return {}
    if not is_cue(sentence, speaker.i, load_ontology(), "OfficeNoun"):
        return {}
    said = sentence.tokens[max(sentence.subtree(speaker.i)) + 1 :][:2]
    verb = next((t for t in said if t.tag == "VBD"), None)
    if verb is None or sentence.dependents(verb.i, *SUBJECTS):
        return {}
    return {speaker.i: replace(speaker, dep="nsubj", head=verb.i)}


def free_label(sentence: Sentence) -> Sentence:
    """Return "Ivo Renn: Dina Harlan robbed the bank" with the label before the colon as no subject
    of a verb behind it, but who stands right behind it."""
    colon = next((t.i for t in sentence.tokens[: _LONGEST + 1] if t.text.endswith(":")), 0)
    if not colon or any(t.pos in {"VERB", "AUX"} for t in sentence.tokens[:colon]):
        return sentence
    changed: Changes = {}
    for label in sentence.tokens[:colon]:
        if label.dep in SUBJECTS and label.head > colon and _is_label(sentence, label, colon):
            changed[label.i] = replace(label, dep="dep")
            changed |= _take_over(sentence, label, colon)
    return mend(sentence, changed)


def _is_label(sentence: Sentence, label: Token, colon: int) -> bool:
    """Whether the word is a name, or the verb has its subject behind the colon: "the lease states:
    ..." may be read as a noun, and says it."""
    subjects = sentence.dependents(label.head, *SUBJECTS)
    return label.pos == "PROPN" or any(k > colon for k in subjects)


def _take_over(sentence: Sentence, label: Token, colon: int) -> Changes:
    """The noun behind the colon that hangs on the label, as the subject that its verb lacks."""
    verb = label.head
    if any(k > colon for k in sentence.dependents(verb, *SUBJECTS)):
        return {}
    behind = [k for k in sentence.dependents(label.i, "appos", "conj", "dep") if colon < k < verb]
    return {k: replace(sentence.tokens[k], dep=label.dep, head=verb) for k in behind[:1]}


def join_told_verb(sentence: Sentence) -> Sentence:
    """Return "Bell broke in, Ruiz said, and took the cash" with Bell as who took it: what
    stands behind the aside goes on with what is told, and not with who tells it."""
    return mend_each(sentence, _join_told, "conj")


def _join_told(sentence: Sentence, second: Token) -> Changes:
    tokens = sentence.tokens
    aside, cc = tokens[second.head], tokens[second.i - 1]
    main = tokens[aside.head]
    joined = second.tag in FINITE_TAGS and cc.dep == "cc"
    told = aside.dep in {"parataxis", "advcl"} and _says(aside) and main.i < aside.i < cc.i
    if not joined or not told or not _is_set_off(sentence, aside.i, cc.i):
        return {}
    return {second.i: replace(second, head=main.i), cc.i: replace(cc, head=main.i)}


def _is_set_off(sentence: Sentence, said: int, cc: int) -> bool:
    """Whether commas stand before who says it and before the "and" behind it, and no other verb or
    conjunction between them."""
    subjects = sentence.dependents(said, "nsubj")
    first = min(sentence.subtree(subjects[0])) if subjects else 0
    return first > 0 and sentence.tokens[first - 1].text == sentence.tokens[cc - 1].text == ","


def read_citing(sentence: Sentence) -> Sentence:
    """Return "According to X, quoting Y, the army moved" with "quoting" as a preposition, as the
    army quotes nobody."""
    tokens = sentence.tokens
    if not tokens or tokens[0].text.lower() != "according":
        return sentence
    citing = next((t for t in tokens if t.text.lower() in {"quoting", "citing"}), None)
    if citing is None or citing.dep != "advcl" or tokens[citing.i - 1].text != ",":
        return sentence
    return mend(sentence, {citing.i: replace(citing, pos="ADP", dep="prep")})


def read_closing_verb(sentence: Sentence) -> Sentence:
    """Return "“It was a lie,” a note from the [office] read." with its last word as the verb of
    the note, where the parser made it a noun of the office."""
    note = sentence.tokens[sentence.root]
    if note.i >= len(sentence.tokens) - 3 or note.pos != "NOUN":
        return sentence
    name, verb = sentence.tokens[-3:-1]
    if (verb.pos, name.head, name.dep) != ("NOUN", verb.i, "compound") or verb.lemma != "read":
        return sentence
    changed: Changes = {t.i: replace(t, head=name.i) for t in sentence.tokens if t.head == verb.i}
    behind = sentence.dependents(note.i, "ccomp", "punct", "dep", "parataxis")
    changed |= {k: replace(sentence.tokens[k], head=verb.i) for k in behind}
    changed[name.i] = replace(name, dep=verb.dep, head=verb.head)
    changed[note.i] = replace(note, dep="nsubj", head=verb.i)
    changed[verb.i] = replace(verb, pos="VERB", tag="VBD", lemma="read", dep="ROOT", head=verb.i)
    return mend(sentence, changed)


def read_aside_speaker(sentence: Sentence) -> Sentence:
    """Return "Bell, Ruiz said in court, stole it" (and "Bell, said Ruiz, stole it") with the
    speaker between the commas as who says it, and the subject before them as that of the verb
    behind them."""
    commas = [t.i for t in sentence.tokens if t.text == ","]
    for first, second in pairwise(commas):
        subject, said = _subject_before(sentence, first), _said_between(sentence, first, second)
        verb = _verb_behind(sentence, second)
        if subject is not None and said is not None and verb is not None:
            changed = _part(sentence, subject, said, verb)
            return mend(
                sentence, changed | _join_speakers(sentence, range(first + 1, second), said)
            )
    return sentence


def _subject_before(sentence: Sentence, comma: int) -> int | None:
    """The head of the noun phrase that opens the sentence and ends at the first comma."""
    words = sentence.tokens[:comma]
    if not 0 < len(words) <= _LONGEST or not _is_noun_phrase(words):
        return None
    tops = [t for t in words if t.pos in NOMINALS and (t.head >= comma or t.head == t.i)]
    return tops[0].i if tops and tops[0].entity not in {"DATE", "TIME"} else None


def _is_noun_phrase(words: tuple[Token, ...]) -> bool:
    plain = all(t.pos in NOMINALS | {"DET", "ADJ", "NUM", "ADP", "PART"} for t in words)
    return plain and words[0].pos != "ADP"


def _said_between(sentence: Sentence, first: int, second: int) -> int | None:
    """The verb of saying between two commas, with who says it before or right behind it and no
    clause behind it."""
    words = sentence.tokens[first + 1 : second]
    verbs = [t for t in words if t.pos in {"VERB", "AUX"}]
    if not 1 < len(words) <= _LONGEST or len(verbs) != 1 or not _says(verbs[0]):
        return None
    said = verbs[0].i
    relative = words[0].tag in {"WP", "WDT", "WRB", "IN", "CC"}
    named = (
        sentence.tokens[said - 1].pos in NOMINALS
        if said > first + 1
        else _is_noun_phrase(words[1:])
    )
    return said if named and not relative else None


def _says(verb: Token) -> bool:
    cues = load_ontology().cues
    reports = any(verb.lemma in cues[name] for name in ("ReportVerb", "AllegeVerb"))
    return reports and verb.tag in FINITE_TAGS


def _verb_behind(sentence: Sentence, comma: int) -> int | None:
    """The verb of the clause that goes on with a finite verb right behind a comma."""
    opens = next((t for t in sentence.tokens[comma + 1 : comma + 3] if t.pos != "ADV"), None)
    if opens is None or opens.tag not in FINITE_TAGS:
        return None
    return opens.head if opens.dep in {"aux", "auxpass"} and opens.head > opens.i else opens.i


def _part(sentence: Sentence, subject: int, said: int, verb: int) -> Changes:
    """The two clauses apart: the main one with its subject, the aside below its verb."""
    tokens = sentence.tokens
    passive = bool(sentence.dependents(verb, "auxpass"))
    top = tokens[said] if verb in sentence.subtree(said) else tokens[verb]
    root = top.head == top.i or top.i in sentence.subtree(subject)
    changed = {
        subject: replace(tokens[subject], dep="nsubjpass" if passive else "nsubj", head=verb),
        verb: replace(
            tokens[verb], dep="ROOT" if root else top.dep, head=verb if root else top.head
        ),
        said: replace(tokens[said], dep="parataxis", head=verb),
    }
    return changed | _move_behind(sentence, said, verb)


def _move_behind(sentence: Sentence, said: int, verb: int) -> Changes:
    """What stands behind the main verb and hung on the verb of saying, below the main verb."""
    return {
        k: replace(sentence.tokens[k], head=verb)
        for k in sentence.dependents(said, "punct", "dobj")
        if k > verb
    }


def _join_speakers(sentence: Sentence, aside: range, said: int) -> Changes:
    """Who speaks in the *aside*, before its verb of saying or behind it: its subject, and who is
    joined to it."""
    own = _around_verb(aside, said)
    loose = [t for t in sentence.tokens[own.start : own.stop] if t.head not in own]
    speaker = next((t for t in loose if t.pos in NOMINALS), None)
    if speaker is None:
        return {}
    joined = (t for t in loose if t is not speaker and t.pos in NOMINALS | {"CCONJ"})
    below = {t.i: _join(t, speaker) for t in joined}
    return {speaker.i: replace(speaker, dep="nsubj", head=said)} | below


def _around_verb(aside: range, said: int) -> range:
    """The words of an *aside* before its verb; behind it, where that opens the aside."""
    return range(aside.start, said) if said > aside.start else range(said + 1, aside.stop)


def _join(token: Token, first: Token) -> Token:
    """The token below *first*, a nominal as one joined to it."""
    return replace(token, dep="conj" if token.pos in NOMINALS else token.dep, head=first.i)
