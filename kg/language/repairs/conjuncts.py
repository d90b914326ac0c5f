"""Verbs of a row that the parser hung on the wrong one."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each, mend_first, take_place
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import load_ontology

_PAST = frozenset({"VBN", "VBD"})
_PAPER_DEEDS = (
    "ReportVerb",
    "AllegeVerb",
    "AccuseVerb",
    "WantVerb",
    "FindVerb",
    "ShowVerb",
    "DenyVerb",
)
"""What a paper itself does."""
_FINITE = frozenset({"VBD", "VBZ"})


def raise_active_conjunct(sentence: Sentence) -> Sentence:
    """Return "found that Boyd had been dismissed and [ordered Larkfield to pay]" with who found as
    who ordered.

    A verb whose object does what an infinitive says is in the active voice: it shares no "had
    been".
    """
    return mend_first(sentence, _raise_verb, "conj")


def _raise_verb(sentence: Sentence, verb: Token) -> Changes:
    first = sentence.tokens[verb.head]
    outer = sentence.tokens[first.head]
    passive = sentence.dependents(first.i, "auxpass")
    if first.dep != "ccomp" or not passive or verb.tag not in _PAST:
        return {}
    if sentence.dependents(verb.i, *SUBJECTS, "aux", "auxpass") or not _acts(sentence, verb):
        return {}
    return _lift(sentence, replace(verb, tag=outer.tag), outer)


def _acts(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb has an object, and an infinitive behind that."""
    objects = sentence.dependents(verb.i, "dobj")
    behind = [k for k in sentence.dependents(verb.i, "xcomp") if objects and k > objects[0]]
    return any(sentence.dependents(k, "aux") for k in behind)


def pair_responses(sentence: Sentence) -> Sentence:
    """Return "Larkfield admits that Boyd runs it, but [denies] the rest" with who admits as who
    denies, not whom it is about."""
    return mend_each(sentence, _raise_response, "conj")


def _raise_response(sentence: Sentence, verb: Token) -> Changes:
    inner = sentence.tokens[verb.head]
    outer = sentence.tokens[inner.head]
    if inner.dep != "ccomp" or sentence.dependents(verb.i, *SUBJECTS, "aux"):
        return {}
    if not all(
        is_cue(sentence, t.i, load_ontology(), "AdmitVerb", "DenyVerb") for t in (verb, outer)
    ):
        return {}
    return _lift(sentence, verb, outer)


def lower_told_verb(sentence: Sentence) -> Sentence:
    """Return "The indictment alleged that Boyd took it, but [bought] nothing" with who took as who
    bought: a paper does not buy."""
    return mend_each(sentence, _lower_verb)


def _lower_verb(sentence: Sentence, verb: Token) -> Changes:
    outer = sentence.tokens[verb.head]
    if (verb.dep, verb.tag) != ("conj", "VBD") or not _is_bare_finite(sentence, verb):
        return {}
    told = [k for k in sentence.dependents(outer.i, "ccomp") if outer.i < k < verb.i]
    past = bool(told) and sentence.tokens[told[-1]].tag in _PAST
    if not past or is_cue(sentence, verb.i, load_ontology(), *_PAPER_DEEDS):
        return {}
    return {verb.i: replace(verb, head=told[-1])} if _is_written(sentence, outer) else {}


def _is_written(sentence: Sentence, verb: Token) -> bool:
    """Whether the subject of a verb is a paper, and no name."""
    plain = (
        k
        for k in sentence.dependents(verb.i, "nsubj")
        if sentence.tokens[k].pos == "NOUN" and not sentence.tokens[k].entity
    )
    return any(is_cue(sentence, k, load_ontology(), "RecordNoun", "AccuserNoun") for k in plain)


def join_finite_verb(sentence: Sentence) -> Sentence:
    """Return "ordered her to pay and [barred] her from office" with the finite verb joined to the
    finite one: an infinitive or a participle ("went to a shop run by a trust and [shot] a clerk")
    is no partner of a past tense (the law of the coordination of likes, Williams 1978)."""
    return mend_each(sentence, _raise_finite, "conj")


def _raise_finite(sentence: Sentence, verb: Token) -> Changes:
    """The finite *verb*, joined to the nearest verb of its tense above an infinitive."""
    partner = sentence.tokens[verb.head]
    if not _is_bare_finite(sentence, verb):
        return {}
    infinitive = _is_infinitive_before(sentence, partner, verb)
    if not infinitive and not _is_participle_before(sentence, partner, verb):
        return {}
    above = (sentence.tokens[k] for k in sentence.ancestors(partner.i))
    first = next((t for t in above if (t.pos, t.tag) == ("VERB", verb.tag)), None)
    return {verb.i: replace(verb, head=first.i)} if first is not None else {}


def _is_bare_finite(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb shows its tense and has no subject of its own; "cut" may be an infinitive."""
    shown = verb.tag in _FINITE and verb.text.lower() != verb.lemma
    return shown and not sentence.dependents(verb.i, *SUBJECTS, "aux")


def _is_participle_before(sentence: Sentence, partner: Token, verb: Token) -> bool:
    """Whether *partner* stands before *verb* and is a participle behind its noun, or below "with",
    where *verb* or the next of its row has an object: it shares no passive."""
    below_with = any(sentence.word(k) == "with" for k in sentence.dependents(partner.i, "mark"))
    behind_noun = (partner.tag, partner.dep) == ("VBN", "acl")
    row = (verb.i, *sentence.dependents(verb.i, "conj"))
    acts = any(sentence.dependents(k, "dobj") for k in row)
    return partner.i < verb.i and acts and (behind_noun or below_with)


def _is_infinitive_before(sentence: Sentence, partner: Token, verb: Token) -> bool:
    """Whether *partner* stands before *verb* and is an infinitive with "to"."""
    to = (sentence.tokens[k].tag == "TO" for k in sentence.dependents(partner.i, "aux"))
    return partner.i < verb.i and partner.tag == "VB" and any(to)


def join_infinitive(sentence: Sentence) -> Sentence:
    """Return "to stop using one phone and [update] to the next" with the infinitive joined to the
    infinitive: a gerund is no partner of a bare form (the law of the coordination of likes,
    Williams 1978)."""
    return mend_each(sentence, _raise_infinitive)


def _raise_infinitive(sentence: Sentence, verb: Token) -> Changes:
    """The bare *verb*, joined to the infinitive that governs the gerund before it, or to the one
    below the finite verb before it."""
    partner = sentence.tokens[verb.head]
    if verb.dep != "conj" or partner.i > verb.i:
        return {}
    if partner.tag in _FINITE and _is_bare_passive(sentence, verb):
        return _join_below(sentence, verb, partner)
    if (verb.tag, partner.tag) != ("VB", "VBG"):
        return {}
    above = sentence.tokens[partner.head]
    governed = partner.dep in {"xcomp", "pcomp"} and _is_infinitive_before(sentence, above, verb)
    if not governed or sentence.dependents(verb.i, *SUBJECTS, "aux"):
        return {}
    return {verb.i: replace(verb, head=above.i)}


def _join_below(sentence: Sentence, verb: Token, finite: Token) -> Changes:
    """A bare passive joined to the infinitive below the *finite* verb: "let them travel to Oslo,
    then [be smuggled] on"."""
    below = (sentence.tokens[k] for k in sentence.dependents(finite.i, "xcomp"))
    to = [t for t in below if _is_infinitive_before(sentence, t, verb)]
    return {verb.i: replace(verb, head=to[-1].i)} if to else {}


def _is_bare_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle has a bare "be" and nothing that makes it finite."""
    helpers = [sentence.tokens[k] for k in sentence.dependents(verb.i, "aux", "auxpass")]
    return [(t.text.lower(), t.tag) for t in helpers] == [("be", "VB")]


def leave_relative(sentence: Sentence) -> Sentence:
    """Return "It lists the bribes that Orbin paid and [accuses] Boyd" with what it lists as what
    accuses: a relative clause that lacks its object is joined to none that has one (the
    across-the-board condition, Ross 1967, Williams 1978)."""
    return mend_each(sentence, _leave_relative, "conj")


def _leave_relative(sentence: Sentence, verb: Token) -> Changes:
    inner = sentence.tokens[verb.head]
    if inner.dep != "relcl" or inner.i > verb.i or not _lacks_object(sentence, inner):
        return {}
    bare = verb.tag == "VBN" and not sentence.dependents(verb.i, *SUBJECTS, "aux", "auxpass")
    tag = "VBD" if bare else verb.tag
    if not (bare or _is_bare_finite(sentence, verb)) or not _has_object(sentence, verb):
        return {}
    outer = _verb_above(sentence, inner, tag)
    return _lift(sentence, replace(verb, tag=tag), outer) if outer is not None else {}


def _verb_above(sentence: Sentence, inner: Token, tag: str) -> Token | None:
    """The nearest verb with this *tag* above another."""
    above = (sentence.tokens[k] for k in sentence.ancestors(inner.i))
    return next((t for t in above if (t.pos, t.tag) == ("VERB", tag)), None)


def _has_object(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb has its object; one of giving may lack whom it was given to: "the clerk whom
    Orbin hired and [paid] a million"."""
    two = words_of("TransferVerb") | words_of("PayingVerb") | words_of("TellingVerb")
    objects = sentence.dependents(verb.i, "dobj", "ccomp")
    return verb.lemma not in two and any(k > verb.i for k in objects)


def _lacks_object(sentence: Sentence, clause: Token) -> bool:
    """Whether a relative *clause* has a subject of its own, and no object but the pronoun."""
    doers = sentence.dependents(clause.i, *SUBJECTS)
    objects = sentence.dependents(clause.i, "dobj")
    pronouns = [k for k in (*doers, *objects) if sentence.tokens[k].tag in {"WDT", "WP"}]
    return bool(doers) and not {*doers} & {*pronouns} and {*objects} <= {*pronouns}


def join_praise(sentence: Sentence) -> Sentence:
    """Return "I want to praise the men who worked to find her and [thank] Doyle" with who praises
    as who thanks: words of praise go with words of praise, and a bare form with no past tense."""
    return mend_each(sentence, _raise_praise, "conj")


def _raise_praise(sentence: Sentence, verb: Token) -> Changes:
    """The bare *verb*, joined to the infinitive above the relative clause that it was hung in."""
    partner = sentence.tokens[verb.head]
    if verb.tag not in {"VB", "VBP"} or sentence.dependents(verb.i, *SUBJECTS, "aux"):
        return {}
    outer = _infinitive_above(sentence, partner, verb)
    if outer is None:
        return {}
    judging = words_of("PraisingVerb") | words_of("ObjectBlameVerb")
    if not {verb.lemma, outer.lemma} <= judging and partner.tag != "VBD":
        return {}
    return _lift(sentence, replace(verb, tag="VB"), outer)


def _infinitive_above(sentence: Sentence, partner: Token, verb: Token) -> Token | None:
    """The infinitive with "to" whose object the noun is that the relative clause around *partner*
    describes."""
    above = (sentence.tokens[k] for k in (partner.i, *sentence.ancestors(partner.i)))
    clause = next((t for t in above if t.dep == "relcl"), None)
    if clause is None or not clause.i <= partner.i < verb.i:
        return None
    noun = sentence.tokens[clause.head]
    outer = sentence.tokens[noun.head]
    fits = noun.dep == "dobj" and _is_infinitive_before(sentence, outer, verb)
    return outer if fits else None


def join_participles(sentence: Sentence) -> Sentence:
    """Return "for being owned, [controlled], or [directed] by Boyd" with participles in a row as
    one row, not the later ones as partners of a verb before."""
    return mend_each(sentence, _join_row, "conj")


def _join_row(sentence: Sentence, verb: Token) -> Changes:
    first = _paper_before(sentence, verb) or _participle_before(sentence, verb)
    if first is None or verb.head >= first.i:
        return {}
    return {verb.i: replace(verb, head=first.i)}


def _paper_before(sentence: Sentence, verb: Token) -> Token | None:
    """The participle of a noun before a verb of what is done to papers, which nobody is: "charged
    in an indictment [returned] in May and unsealed in June"."""
    if verb.lemma not in words_of("PaperVerb"):
        return None
    before = reversed(sentence.tokens[verb.head : verb.i])
    return next((t for t in before if t.dep == "acl" and t.tag in {"VBN", "VBD"}), None)


def _participle_before(sentence: Sentence, verb: Token) -> Token | None:
    """The participle that only a comma or a joint parts from *verb*, a participle too."""
    between = sentence.tokens[max(verb.i - 3, 0) : verb.i]
    if verb.tag != "VBN" or sentence.dependents(verb.i, *SUBJECTS, "aux", "auxpass"):
        return None
    for token in reversed(between):
        if token.tag == "VBN":
            return token if sentence.dependents(token.i, "auxpass") else None
        if token.text != "," and token.dep != "cc":
            return None
    return None


def _lift(sentence: Sentence, verb: Token, outer: Token) -> Changes:
    """Join *verb*, and the joint before it, to *outer* in place of the verb below that."""
    inner = sentence.tokens[verb.head]
    joints = [k for k in sentence.dependents(inner.i, "cc") if inner.i < k < verb.i]
    moved = {k: replace(sentence.tokens[k], head=outer.i) for k in joints}
    return moved | {verb.i: replace(verb, head=outer.i)}


def part_at_semicolon(sentence: Sentence) -> Sentence:
    """Return "Lopez was away; [Larkfield hid the losses]" with the clause behind the semicolon as
    one beside the first, which the parser took for what it says.

    What parts two clauses by a semicolon puts one beside the other (Huddleston & Pullum 2002,
    chapter 20, section 5)."""
    return mend_each(sentence, _part_clauses, "ccomp")


def _part_clauses(sentence: Sentence, first: Token) -> Changes:
    """The clause around *first* as another's equal, where neither tells of saying, so that the
    second is nobody's word."""
    second = sentence.tokens[first.head]
    mark = _semicolon_between(sentence, first.i, second.i)
    if mark is None or any(cue_classes(sentence, k, load_ontology()) for k in (first.i, second.i)):
        return {}
    subjects = sentence.dependents(second.i, *SUBJECTS)
    if not any(mark < k < second.i for k in subjects):
        return {}
    return {
        first.i: take_place(first, second),
        second.i: replace(second, dep="conj", head=first.i),
    }


def _semicolon_between(sentence: Sentence, first: int, second: int) -> int | None:
    """The last semicolon between two tokens; ``None`` where there is none."""
    return next((k for k in range(second - 1, first, -1) if sentence.tokens[k].text == ";"), None)


def keep_before_semicolon(sentence: Sentence) -> Sentence:
    """Return "Lang stole it, [according to the suit]; the firm denies it" with what stands before
    the semicolon hung on the clause before it, which the parser gave to the one behind."""
    return mend_each(sentence, _keep_before_mark, "conj", "parataxis", "ROOT")


def _keep_before_mark(sentence: Sentence, verb: Token) -> Changes:
    """The phrases of *verb* before the semicolon that parts it from the clause before it."""
    first = _clause_before(sentence, verb)
    mark = _semicolon_between(sentence, first.i, verb.i) if first is not None else None
    if mark is None or first is None:
        return {}
    phrases = sentence.dependents(verb.i, "prep", "advmod", "npadvmod", "advcl")
    return {k: replace(sentence.tokens[k], head=first.i) for k in phrases if first.i < k < mark}


def _clause_before(sentence: Sentence, verb: Token) -> Token | None:
    """The verb of the clause that stands beside that of *verb*, before it."""
    if verb.dep != "ROOT":
        return sentence.tokens[verb.head]
    before = [k for k in sentence.dependents(verb.i, "ccomp", "parataxis") if k < verb.i]
    return sentence.tokens[before[-1]] if before else None


def join_next_deed(sentence: Sentence) -> Sentence:
    """Return "Lopez met the mayor, then [hid] the losses" with the second past tense joined to the
    first."""
    return mend_each(sentence, _join_then, "dep")


def _join_then(sentence: Sentence, verb: Token) -> Changes:
    first = sentence.tokens[verb.head]
    then = sentence.tokens[verb.i - 1]
    follows = (then.text, sentence.tokens[then.i - 1].text) == ("then", ",") and first.i < then.i
    if not follows or (verb.tag, first.tag) != ("VBD", "VBD"):
        return {}
    later = replace(then, head=verb.i)
    return {verb.i: replace(verb, dep="conj"), then.i: later}
