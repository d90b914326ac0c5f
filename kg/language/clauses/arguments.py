"""The arguments of a verb that stand in its own clause, by role."""

from kg.language.clauses.relatives import antecedent
from kg.language.phrases import complex_preposition
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of

Roles = dict[str, list[int]]
_OWN_ROLE = {
    "dobj": "dobj",
    "attr": "attr",
    "oprd": "attr",
    "acomp": "acomp",
    "xcomp": "xcomp",
    "ccomp": "ccomp",
    "prt": "prt",
    "pcomp": "pcomp",
}
_TIMES = frozenset({"DATE", "TIME", "PERCENT"})
"""Names after "by" that say when or how much, and never who."""
_SAME_FORM = {
    "VB": ("VB", "VBP"),
    "VBP": ("VBP", "VB"),
    "VBD": ("VBD", "VBN"),
    "VBN": ("VBN", "VBD"),
    "VBG": ("VBG",),
    "VBZ": ("VBZ",),
}
"""Forms that a parser confuses in a row of verbs."""


def file_argument(sentence: Sentence, verb: int, k: int, passive: bool, roles: Roles) -> None:
    """File token *k*, which depends on *verb*, under its role in the active clause."""
    token = sentence.tokens[k]
    if token.dep in {"nsubj", "nsubjpass"}:
        _file_subject(sentence, k, passive, roles)
    elif token.dep == "agent":
        _file_agent(sentence, k, roles)
    elif token.dep == "dative":
        _file_recipient(sentence, k, roles)
    elif token.dep == "prep":
        _file_preposition(sentence, k, roles)
    elif token.dep in _OWN_ROLE:
        named = antecedent(sentence, k) if token.dep == "dobj" else k
        roles.setdefault(_name_role(token), []).append(named)
    elif k > verb:
        _file_adverb(sentence, k, roles)


def _name_role(token: Token) -> str:
    """The role of a token by its label; a name is no deed: "helped [Ruiz] to hide it"."""
    name = token.dep == "xcomp" and token.pos == "PROPN" and token.text[0].isupper()
    return "dobj" if name else _OWN_ROLE[token.dep]


def _file_subject(sentence: Sentence, k: int, passive: bool, roles: Roles) -> None:
    """File who does it; whom it is done to, where the verb is passive."""
    undergoes = passive or sentence.tokens[k].dep == "nsubjpass"
    roles.setdefault("dobj" if undergoes else "nsubj", []).append(antecedent(sentence, k))


def _file_agent(sentence: Sentence, k: int, roles: Roles) -> None:
    """File who did it by "by" *k*; a verb, a way or a time behind it is how it was done."""
    agents = (o for o in objects_of(sentence, k) if _may_act(sentence, o))
    roles.setdefault("nsubj", []).extend(agents)


def _file_adverb(sentence: Sentence, k: int, roles: Roles) -> None:
    """File what the preposition of an adverb reaches ("taken away from [her]"), and by how much
    something is ("fell [12 percent]"; measure phrases, Quirk et al. 1985, 8.133)."""
    token = sentence.tokens[k]
    if token.dep == "npadvmod" and token.entity in {"PERCENT", "MONEY", "QUANTITY"}:
        roles.setdefault("measure", []).append(k)
    for inner in sentence.dependents(k, "prep") if token.dep == "advmod" else ():
        key = f"prep_{sentence.word(k)}_{sentence.word(inner)}"
        roles.setdefault(key, []).extend(objects_of(sentence, inner))


def _may_act(sentence: Sentence, k: int) -> bool:
    """Whether what stands after "by" may be who did it: not a way or a time ("by mistake", "by
    June")."""
    token = sentence.tokens[k]
    bare = not sentence.dependents(k, "det", "poss", "nummod")
    manner = bare and token.tag == "NN" and token.lemma in words_of("MannerNoun")
    return token.pos != "VERB" and token.entity not in _TIMES and not manner


def _file_recipient(sentence: Sentence, k: int, roles: Roles) -> None:
    """File who gets something: "gave [Acme] access", "gave access to [Acme]"; the one is the other
    in other words (dative alternation, Levin 1993, 2.1)."""
    token = sentence.tokens[k]
    objects = objects_of(sentence, k) if token.pos == "ADP" else [k]
    roles.setdefault("dative", []).extend(objects)
    if token.pos == "ADP":
        roles.setdefault(f"prep_{token.lemma}", []).extend(objects)
    elif sentence.tokens[token.head].lemma in words_of("TransferVerb"):
        roles.setdefault("prep_to", []).extend(objects)


def _file_preposition(sentence: Sentence, k: int, roles: Roles) -> None:
    """File a prepositional argument; "according to" and "because of" count as one preposition."""
    word = sentence.word(k)
    for child in sentence.dependents(k, "prep"):
        if inner := objects_of(sentence, child):
            roles.setdefault(f"prep_{word}_{sentence.word(child)}", []).extend(inner)
    for noun in sentence.dependents(k, "pobj"):
        last = complex_preposition(sentence, k, noun)
        if last is not None and (objects := objects_of(sentence, last)):
            roles.setdefault("prep_" + "_".join(map(sentence.word, (k, noun, last))), []).extend(
                objects
            )
            return
    objects = objects_of(sentence, k)
    if objects and not _opens_purpose(sentence, objects):
        roles.setdefault(f"prep_{word}", []).extend(objects)


def _opens_purpose(sentence: Sentence, objects: list[int]) -> bool:
    """Whether the noun behind a preposition is the "order" of "in order to", which is no order."""
    noun = sentence.tokens[objects[0]]
    bare = noun.text == "order" and not sentence.dependents(noun.i, "det", "poss", "amod")
    below = (sentence.tokens[k].tag for k in sentence.dependents(noun.i, "acl"))
    return bare and sentence.word(noun.head) == "in" and "VB" in below


def objects_of(sentence: Sentence, k: int) -> list[int]:
    """Return what preposition *k* governs; "to the Board and [to the State]" governs both."""
    again = (
        p
        for p in sentence.dependents(k, "conj")
        if sentence.tokens[p].lemma == sentence.tokens[k].lemma
    )
    joined = [o for p in again for o in objects_of(sentence, p)]
    return [antecedent(sentence, p) for p in sentence.dependents(k, "pobj", "pcomp")] + joined


def share_arguments(sentence: Sentence, verb: int, passive: bool, roles: Roles) -> None:
    """File what stands behind the last of several verbs and is the argument of all (right node
    raising)."""
    if not passive and not roles.keys() & {"dobj", "ccomp", "xcomp", "attr", "acomp", "prt"}:
        if objects := _object_of_last(sentence, verb):
            roles["dobj"] = [antecedent(sentence, k) for k in objects]
    _share_prepositions(sentence, verb, roles)


def _object_of_last(sentence: Sentence, verb: int) -> tuple[int, ...]:
    """The object of the last verb of a row that opens with *verb* and has nothing but commas and
    "and" in it."""
    last = verb
    while (
        following := _next_in_row(sentence, last, _SAME_FORM.get(sentence.tokens[verb].tag, ()))
    ) is not None:
        last = following
        if objects := sentence.dependents(last, "dobj"):
            return objects if any(t.dep == "cc" for t in sentence.tokens[verb:last]) else ()
    return ()


def _next_in_row(sentence: Sentence, verb: int, tags: tuple[str, ...]) -> int | None:
    """The verb of these forms that only a comma, "and" or an adverb parts from *verb*."""
    joined = next(
        (k for k in sentence.dependents(verb, "conj") if sentence.tokens[k].tag in tags), None
    )
    if joined is None or joined == verb + 1:
        return None
    between = sentence.tokens[verb + 1 : joined]
    return (
        joined
        if all(t.dep in {"cc", "advmod"} and t.pos != "ADP" or t.text == "," for t in between)
        else None
    )


def _share_prepositions(sentence: Sentence, verb: int, roles: Roles) -> None:
    """File what a preposition without object shares with the next verb's: "was charged with, and
    convicted of, [fraud]"."""
    for k in sentence.dependents(verb, "prep"):
        if not sentence.children[k] and sentence.tokens[
            min(k + 1, len(sentence.tokens) - 1)
        ].text in {",", "and", "or"}:
            later = (
                p
                for other in _row(sentence, verb)
                for p in sentence.dependents(other, "prep")
                if p > k
            )
            objects = next((found for p in later if (found := objects_of(sentence, p))), [])
            if objects:
                roles.setdefault(f"prep_{sentence.word(k)}", []).extend(objects)


def _row(sentence: Sentence, verb: int) -> list[int]:
    """The verbs coordinated with *verb*, one after the other."""
    out: list[int] = []
    todo = list(sentence.dependents(verb, "conj"))
    while todo:
        out.append(todo.pop(0))
        todo.extend(sentence.dependents(out[-1], "conj"))
    return out


def find_stray_charge(sentence: Sentence, verb: int, roles: Roles) -> None:
    """File what somebody is charged with under the verb, not under the paper: "charged in a
    complaint [with fraud]"."""
    if sentence.tokens[verb].lemma != "charge" or "prep_with" in roles:
        return
    suits = words_of("SuitNoun")
    papers = (k for k in roles.get("prep_in", ()) if sentence.tokens[k].lemma in suits)
    if found := [o for k in papers for o in _objects_behind(sentence, k, "with")]:
        roles["prep_with"] = found


def find_stray_price(sentence: Sentence, verb: int, roles: Roles) -> None:
    """File the price of what is bought or sold, wherever the parser hung it: "agreed to buy a firm
    led by X [for $3 million]"."""
    if "prep_for" in roles or sentence.tokens[verb].lemma not in words_of("TradingVerb"):
        return
    first = _first_sum_behind(sentence, verb)
    if first is None or sentence.word(first - 1) != "for":
        return
    between = {t.lemma for t in sentence.tokens[verb + 1 : first]}
    if between.isdisjoint({";", *words_of("TradingVerb")}):
        roles["prep_for"] = list(sentence.dependents(first - 1, "pobj"))


def _first_sum_behind(sentence: Sentence, verb: int) -> int | None:
    """Where the first sum of money behind *verb* begins."""
    sums = (a for a, _, label in sentence.entities if label == "MONEY" and a > verb)
    return next(sums, None)


def _objects_behind(sentence: Sentence, noun: int, preposition: str) -> list[int]:
    """What a *preposition* reaches that hangs on a noun."""
    hung = (p for p in sentence.dependents(noun, "prep") if sentence.tokens[p].text == preposition)
    return [o for p in hung for o in objects_of(sentence, p)]


def find_accused(sentence: Sentence, verb: int, roles: Roles) -> None:
    """ "[Ruiz] pleaded guilty before Meyer to an information charging [him]": who answers to the
    paper is whom it charges."""
    token = sentence.tokens[verb]
    paper = sentence.tokens[token.head]
    objects = roles.get("dobj", ())
    if token.lemma != "charge" or token.dep != "acl" or paper.lemma not in words_of("SuitNoun"):
        return
    answering = sentence.tokens[_verb_above(sentence, paper.i) or verb]
    accused = sentence.dependents(answering.i, "nsubj")
    meant = len(objects) == 1 and sentence.tokens[objects[0]].tag == "PRP"
    if meant and answering.lemma == "plead" and len(accused) == 1:
        roles["dobj"] = [antecedent(sentence, accused[0])]


def find_relative_object(sentence: Sentence, verb: int, passive: bool, roles: Roles) -> None:
    """File the head noun as the object of a relative clause with a gap: "the API (that) Facebook
    opened"."""
    token = sentence.tokens[verb]
    if token.dep != "relcl" or passive or "dobj" in roles or token.head >= verb:
        return
    if not _takes_object(sentence, verb) or _is_moment(sentence, token.head):
        return
    opening = sentence.tokens[token.head : verb]
    if _has_own_subject(sentence, verb) and all(t.tag not in {"WRB", "WP$"} for t in opening):
        roles["dobj"] = [token.head]


def _takes_object(sentence: Sentence, verb: int) -> bool:
    """Whether nothing else stands where the object of *verb* would."""
    filled = sentence.dependents(verb, "attr", "acomp", "ccomp", "xcomp")
    return sentence.tokens[verb].lemma != "be" and not filled


def _is_moment(sentence: Sentence, noun: int) -> bool:
    """Whether a noun says when, and so is what nobody does: "[time] for the Council to act"."""
    return sentence.tokens[noun].lemma in words_of("MomentNoun")


def _has_own_subject(sentence: Sentence, verb: int) -> bool:
    """Whether the subject of a relative clause is no relative pronoun; behind a "that" which only
    opens a clause ("found, by a vote of nine, that X paid") nothing is left out."""
    subjects = sentence.dependents(verb, "nsubj")
    comma = any(
        sentence.word(m) == "that" and sentence.tokens[m - 1].text == ","
        for m in sentence.dependents(verb, "mark")
    )
    return not comma and bool(subjects) and all(antecedent(sentence, k) == k for k in subjects)


def find_stray_against(sentence: Sentence, verb: int, roles: Roles) -> None:
    """File the phrase with "against" with the suit, wherever the parser hung it: "filed a suit on
    behalf of X, a soldier, [against] Y"."""
    suits = words_of("SuitNoun")
    if "prep_against" in roles or not any(
        sentence.tokens[k].lemma in suits for k in roles.get("dobj", ())
    ):
        return
    for k in sentence.subtree(verb):
        if k < verb or sentence.word(k) != "against" or sentence.tokens[k].dep != "prep":
            continue
        found = objects_of(sentence, k) if _verb_above(sentence, k) == verb else []
        if found:
            roles["prep_against"] = found
            return


def _verb_above(sentence: Sentence, k: int) -> int | None:
    return next(
        (a for a in sentence.ancestors(k) if sentence.tokens[a].pos in {"VERB", "AUX"}), None
    )


def file_deep_prepositions(sentence: Sentence, roles: Roles) -> None:
    """File prepositions under the object as ``dobj>prep_X`` ("exchanged data with X"), its owner as
    ``dobj>poss``."""
    for role in ("dobj", "attr", "acomp"):
        for k in roles.get(role, ()):
            for p in sentence.dependents(k, "prep"):
                key = f"prep_{sentence.word(p)}"
                objects = objects_of(sentence, p)
                inner = [
                    j
                    for o in objects
                    for q in sentence.dependents(o, "prep")
                    for j in objects_of(sentence, q)
                ]
                roles.setdefault(f"{role}>{key}", []).extend(
                    [*objects, *inner] if key == "prep_of" and role != "acomp" else objects
                )
            if owners := sentence.dependents(k, "poss"):
                roles.setdefault(f"{role}>poss", []).extend(owners)
