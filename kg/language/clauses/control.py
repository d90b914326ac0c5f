"""Who does what a verb without a subject says, where the words around the verb above it tell:
"lashed out at [Veridia] for paying", "called on [X] to pay", "[his] crimes include paying",
"extradited [X] to stand trial".

Control by a preposition or an owner (Huddleston & Pullum 2002, chapter 14, section 4.2)."""

from collections.abc import Iterator, Mapping

from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of

_APPEALED = ("on", "upon", "to", "with", "for")
_AT = ("dobj>prep_in", "dobj>prep_at", "dobj>prep_with", "prep_in", "prep_at", "prep_with")
"""Behind a feeling, whom it is about: "voiced disappointment in [Meyer] for"."""
_Roles = Mapping[str, tuple[int, ...]]


def find_doers(
    sentence: Sentence, deed: Token, above: int, roles: _Roles
) -> tuple[int, ...] | None:
    """Return who does the *deed* below the verb *above*, whose arguments *roles* are; nobody where
    it is only listed, ``None`` where no words tell."""
    lemma = sentence.tokens[above].lemma
    if deed.tag == "VBG" and deed.dep == "xcomp" and lemma in words_of("ContainingVerb"):
        return tuple(_find_bearers(sentence, roles.get("nsubj", ())))
    told = (
        _find_charged(sentence, deed, lemma, roles)
        or _find_appealed(deed, above, lemma, roles)
        or _find_moved(sentence, deed, above, roles)
        or _find_perceived(sentence, deed, lemma, roles)
        or _find_described(sentence, deed, roles)
    )
    return told or None


def _find_bearers(sentence: Sentence, nouns: tuple[int, ...]) -> Iterator[int]:
    """Whose deeds the *nouns* list: "the charges against [Veridia]", "[her] crimes"."""
    for noun in nouns:
        yield from sentence.dependents(noun, "poss")
        for p in sentence.dependents(noun, "prep"):
            if sentence.word(p) == "against":
                yield from sentence.dependents(p, "pobj")


def _find_charged(sentence: Sentence, deed: Token, lemma: str, roles: _Roles) -> tuple[int, ...]:
    """ "Charges against [Veridia] for making ...", "lashed out at [Veridia] for making ..."."""
    about = deed.dep == "pcomp" and sentence.word(deed.head) == "for"
    scolds = "dobj" not in roles and lemma in words_of("ObjectBlameVerb")
    aired = _AT if lemma in words_of("FeelingVerb") else ("dobj>prep_against",)
    named = ("prep_at", "prep_against") if scolds else aired
    return next(filter(None, (roles.get(role, ()) for role in named if about)), ())


def _find_appealed(deed: Token, above: int, lemma: str, roles: _Roles) -> tuple[int, ...]:
    """ "Called on [the council] to pay": who is to do it stands behind a preposition."""
    asked = deed.tag == "VB" and deed.i > above and lemma in words_of("AppealingVerb")
    reached = (roles.get(f"prep_{word}", ()) for word in _APPEALED) if asked else ()
    return next(filter(None, reached), ())


def _find_moved(sentence: Sentence, deed: Token, above: int, roles: _Roles) -> tuple[int, ...]:
    """ "Extradited [Meyer] to stand trial", "flew [her] to Paris to sign": whoever is moved does it
    there; a thing does nothing."""
    aimed = deed.tag == "VB" and deed.i > above
    moves = aimed and sentence.tokens[above].lemma in words_of("MovingVerb")
    return tuple(k for k in roles.get("dobj", ()) if moves and _is_somebody(sentence, k))


def _find_perceived(sentence: Sentence, deed: Token, lemma: str, roles: _Roles) -> tuple[int, ...]:
    """ "Filmed [Meyer] entering the mill": who is right before the participle does it."""
    before = roles.get("dobj", ())
    perceives = deed.tag == "VBG" and lemma in words_of("PerceptionVerb")
    return before if perceives and max(before, default=0) == deed.i - 1 else ()


def _is_somebody(sentence: Sentence, k: int) -> bool:
    token = sentence.tokens[k]
    human = words_of("PlainPersonNoun") | words_of("RankNoun") | words_of("KinNoun")
    named = token.pos == "PROPN" and token.entity not in {"DATE", "MONEY"}
    return named or token.pos == "PRON" or token.lemma in human


def _find_described(sentence: Sentence, deed: Token, roles: _Roles) -> tuple[int, ...]:
    """ "Quoted [Ruiz] as saying", "portrayed [her] as having paid": "as" tells of the object."""
    told = deed.dep == "pcomp" and sentence.word(deed.head) == "as"
    return roles.get("dobj", ()) if told else ()
