"""How a sentence holds one event: modality and polarity, with the words that set them; and where
the walk up the sentence stops."""

from dataclasses import dataclass

from kg.model import Modality, Polarity, Sentence

NEGATIVE, POSITIVE = Polarity.NEGATIVE, Polarity.POSITIVE
RANK = {
    Modality.STATED_AS_FACT: 0,
    Modality.PROBABLE: 1,
    Modality.POSSIBLE: 2,
    Modality.HYPOTHETICAL: 3,
    Modality.UNKNOWN: 4,
}
"""Modalities that a sentence's own words can give, the weakest last."""
CONDITIONAL_PARTICIPLES = frozenset({"provided", "providing", "assuming", "supposing"})
"""Participles that serve as conditional conjunctions (Quirk et al. 1985, 15.34): a closed class."""
CONDITION = CONDITIONAL_PARTICIPLES | {"if", "unless", "whether", "lest", "suppose"}
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "dative", "oprd")
FUTURE = frozenset({"will", "’ll", "'ll", "wo", "shall"})
"""What will be is expected, not asked for or supposed: FactBank's probable (Saurí & Pustejovsky
2009)."""


@dataclass(frozen=True, slots=True)
class Local:
    """Modality and polarity of an event within its own sentence, with the words that set them."""

    modality: Modality = Modality.STATED_AS_FACT
    polarity: Polarity = POSITIVE
    reason: str = ""

    def weaken(self, modality: Modality, reason: str) -> "Local":
        """Return the weaker of this and *modality*."""
        return (
            Local(modality, self.polarity, reason) if RANK[modality] > RANK[self.modality] else self
        )

    def weaken_to(self, modality: Modality, reason: str) -> "Local":
        """Return *modality* in place of a bare statement."""
        return Local(modality, self.polarity, reason) if self.modality.fact_like else self

    def negate(self, reason: str) -> "Local":
        """Return the opposite polarity."""
        flipped = POSITIVE if self.polarity is NEGATIVE else NEGATIVE
        return Local(self.modality, flipped, self.reason if self.reason in FUTURE else reason)


def parted(sentence: Sentence, k: int, v: int) -> bool:
    """Whether a semicolon stands between the clause of *k* and the verb *v* after it: "X argue A; Y
    say B"."""
    between = {t.text for t in sentence.tokens[max(sentence.subtree(k)) : v]} if k < v else set()
    return ";" in between and not between & {"”", '"'}


def is_set_aside(sentence: Sentence, i: int) -> bool:
    """Whether a relative clause stands behind a comma, and so asserts by itself: ", which
    criminalizes X" (Potts 2005, supplements)."""
    first = min(sentence.subtree(i))
    comma = first > 0 and sentence.tokens[first - 1].text == ","
    return (
        sentence.tokens[i].dep == "relcl"
        and comma
        and sentence.tokens[first].text.lower() in {"which", "who", "whose"}
    )


def is_question(sentence: Sentence, i: int) -> bool:
    """Return whether a sentence asks what stands at *i*; not where its question is only quoted
    after *i*."""
    tokens = sentence.tokens
    if tokens[-1].text == "?":
        return True
    if len(tokens) < 2 or tokens[-2].text != "?":
        return False
    marks = [t.i for t in tokens[:-1] if t.text in {'"', "“", "``", "‘"}]
    return not marks or i > marks[-1]
