"""What stands before a line: a speaker's label, "Q."/"A.", a list's mark, a genre ("Satire:",
"Myth:").

Transcripts name the speaker once, in front; all that follows in the turn is that speaker's.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.attribution.accounts import Account, Reach
from kg.attribution.source_phrases import source_mention
from kg.language.mentions import mention_at
from kg.language.quotations import OPENING_MARKS
from kg.model import Mention, MentionKind, Modality, Polarity, Sentence, Token
from kg.ontology.lexicon import cue_classes, words_of
from kg.ontology.loader import Ontology

_BREAK = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ANSWER = re.compile(r"[ \t]*(Q|A)(?:[.:]|(?=[ \t]{2,}))[ \t]*(?=\S)")
_QUESTION = re.compile(
    r"[ \t*]*(Question|Answer)(?: \d{1,2})?[*]*[.:][*]*[ \t]*(?=\S)", re.IGNORECASE
)
"""The labels of questions that a press office took; no names."""
_SPEAKER = re.compile(
    r"[ \t*]*((?:THE |MR\.? |MS\.? |MRS\.? |DR\.? |JUSTICE |JUDGE )?"
    r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3}|Speaker \w+|"
    r"(?:[A-Z][\w'’-]+ ){0,2}[A-Z][\w'’-]+)[*]*:[*]*[ \t]+(?=\S)"
)
_LABEL = re.compile(r"[ \t]*((?:\w[\w'’-]*+ ){0,3}\w[\w'’-]*+)[:][ \t]+(?=\S)")
QUESTION, ANSWER = "question taken", "answer"
"""The rules by which a press office asks what it answers, and answers."""
_HONOURED = re.compile(r"(?:THE|MR|MS|MRS|DR|JUSTICE|JUDGE)\b")
_MARK = re.compile(r"[ \t]*(?:[-*•–>|◦▪]|\(?\d{1,3}[.)]|\(?[a-z][.)])[ \t]*(?=\S)")
_DISSENT = re.compile(
    r"(?:[A-Z][\w'’ -]+, (?:C\. ?)?J\.?,|"
    r"(?:THE )?(?:CHIEF |LORD |LADY |MR\.? |MRS\.? |MS\.? )?(?:JUSTICE|JUDGE|LORD|LADY) [A-Z]|"
    r"[A-Z][\w'’-]+,? (?:J\.?A\.?|J\.|J|LJ|CJ|C\.J\.|JJ\.?A?)\b)"
    r"[^.]{0,90}\b(?:dissenting|concurring)"
    r"(?: (?:and|in|the|part|judgment|result|only|dissenting|concurring))*[)]?(?:[.:]|\s*$)",
    re.IGNORECASE,
)
_SELF = frozenset({"i", "my", "me", "myself"})
_STOPS = frozenset({".", "!", "?", ":", ","})
_KINDS = {
    "FictionNoun": (Modality.HYPOTHETICAL, Polarity.POSITIVE),
    "DenyNoun": (Modality.UNKNOWN, Polarity.POSITIVE),
    "FalseAdjective": (Modality.UNKNOWN, Polarity.POSITIVE),
    "AllegeNoun": (Modality.ALLEGED, Polarity.POSITIVE),
}


@dataclass(frozen=True)
class Line:
    """A unit of the text (a line or block) with its sentences, and what its first characters
    tell."""

    sentences: tuple[Sentence, ...]
    lead: str
    gap: bool
    """Whether an empty line stands before it."""
    start: int
    row: str = ""
    """The whole line of the text that it stands in, with the other cells."""

    @property
    def marked(self) -> bool:
        """Whether it begins as an item of a list, a row or a quoted line does."""
        return _MARK.match(self.lead) is not None or "\t" in self.row

    @property
    def heading(self) -> bool:
        """Whether it is a headline."""
        if all(s.heading for s in self.sentences):
            return True
        return (
            self._in_capitals()
            and self.sentences[-1].tokens[-1].text not in _STOPS
            and not self.marked
        )

    def _in_capitals(self) -> bool:
        """Whether it has few words, and all of them are in capitals."""
        words = [t.text for s in self.sentences for t in s.tokens if t.text[0].isalpha()]
        return bool(words) and len(words) < 12 and all(word.upper() == word for word in words)

    @property
    def introduces(self) -> bool:
        """Whether it ends in a colon."""
        return self.sentences[-1].tokens[-1].text == ":"


def read_lines(text: str, sentences: Sequence[Sentence]) -> list[Line]:
    """Return the units of *text* in order."""
    found = []
    for _, group in groupby(sentences, key=lambda s: s.unit):
        members = tuple(group)
        first = members[0].span.start
        before = max((m.end() for m in _BREAK.finditer(text, max(0, first - 80), first)), default=0)
        gap = before < 2 or text[max(0, before - 2) : before].count("\n") == 2
        ends = _BREAK.search(text, members[-1].span.end)
        row = text[before : ends.start() if ends else len(text)].strip()
        found.append(Line(members, text[before : members[-1].span.end][:120], gap, before, row))
    return found


def is_table_head(line: Line, ontology: Ontology) -> bool:
    """Return whether the first cell of a row names what the rows are: "| Allegation | Status |"."""
    cells = [c for c in re.split(r"[|\t]", line.row.strip("|")) if c.strip()]
    if len(cells) < 2 or len(cells[0].split()) > 2:
        return False
    words = [(s, t.i) for s in line.sentences for t in s.tokens if t.text in cells[0].split()]
    return any(cue_classes(s, k, ontology) & {"AllegeNoun", "DenyNoun"} for s, k in words[:2])


class Turns:
    """Reads the labels of a document's lines."""

    def __init__(self, lines: Sequence[Line], ontology: Ontology) -> None:
        self.ontology = ontology
        labels = [m[1] for line in lines if (m := _SPEAKER.match(line.lead))]
        self.often = {label for label, n in Counter(labels).items() if n > 1}
        self.capitals = sum(label.isupper() or label.startswith("Speaker") for label in labels) > 1
        answers = {m[1] for line in lines if (m := _ANSWER.match(line.lead))}
        self.answers = answers == {"Q", "A"}

    def read(self, line: Line) -> Account | None:
        """Return the account that the label of *line* opens."""
        return self._answer(line) or self._speaker(line) or self._genre(line) or self._dissent(line)

    def _answer(self, line: Line) -> Account | None:
        """The account of who answers: "Q." asks, "A." answers."""
        short = _ANSWER.match(line.lead) if self.answers else None
        match = short or _QUESTION.match(line.lead)
        if match is None:
            return None
        asks = match[1][0].upper() == "Q"
        modality = Modality.HYPOTHETICAL if asks else Modality.REPORTED
        rule = ANSWER if not asks else "question" if short else QUESTION
        return Account(None, modality, Reach.ALL, rule, start=line.start + match.end())

    def _speaker(self, line: Line) -> Account | None:
        match = _SPEAKER.match(line.lead)
        if match is None or not self._speaks(match[1], line):
            return None
        source = self._mention(line, line.start + match.start(1), line.start + match.end(1))
        return Account(
            source, Modality.REPORTED, Reach.ALL, "speaker's label", start=line.start + match.end()
        )

    def _speaks(self, label: str, line: Line) -> bool:
        if _is_formal(label):
            return True
        repeated = label in self.often or label.isupper() and self.capitals
        if self._names_person(label, line):
            return len(label) > 3 or repeated
        if label.isupper() and repeated:
            return True
        if _is_notice(label):
            return False
        return self._names_body(label, line) or self._says_i(label, line)

    def _names_body(self, label: str, line: Line) -> bool:
        """Whether the label is a name that is no place's ("Quillmark: the port has closed"), and
        what follows a sentence of its own: not "Dover: ...", "Quillmark: a maker of pipes"."""
        start = line.start + line.lead.index(label)
        token = self._token_before(line, start + len(label))
        if token is None or token.tag != "NNP" or token.entity not in {"", "ORG", "NORP"}:
            return False
        named = self._mention(line, start, token.end)
        whole = named is not None and named.span.start == start
        after = line.lead[start - line.start + len(label) :].lstrip(":* \t")
        return whole and after[:1].isupper() and not after.startswith(label)

    def _says_i(self, label: str, line: Line) -> bool:
        """ "WOLSKI: I never paid him.": behind a label in front, a speaker of his own."""
        place = line.start + line.lead.index(label) + len(label)
        after = [t for s in line.sentences for t in s.tokens if t.start >= place]
        opens = next((k for k, t in enumerate(after) if t.text in OPENING_MARKS), len(after))
        return any(t.text.lower() in _SELF for t in after[:opens])

    def _names_person(self, label: str, line: Line) -> bool:
        token = self._token_before(line, line.start + line.lead.index(label) + len(label))
        return token is not None and token.entity == "PERSON"

    def _token_before(self, line: Line, end: int) -> Token | None:
        return next((t for s in line.sentences for t in reversed(s.tokens) if t.end == end), None)

    def _mention(self, line: Line, start: int, end: int) -> Mention | None:
        for sentence in line.sentences:
            inside = [t for t in sentence.tokens if start <= t.start and t.end <= end]
            if inside and inside[-1].end == end:
                last = inside[-1]
                return (
                    _numbered(sentence, inside[0], last)
                    if last.text.isdigit()
                    else source_mention(sentence, last.i, self.ontology)
                )
        return None

    def _genre(self, line: Line) -> Account | None:
        """The account of a line that names its kind: "Satire: ...", "Myth: ...", "Claim: ..."."""
        match = _LABEL.match(line.lead)
        if match is None:
            return None
        start = line.start + match.end()
        words = [(s, t.i) for s in line.sentences for t in s.tokens if t.end < start]
        for s, k in words:
            classes = cue_classes(s, k, self.ontology)
            for name, (modality, polarity) in _KINDS.items():
                if name in classes:
                    return Account(None, modality, Reach.ALL, "label", polarity, start)
        return self._side(words, start)

    def _side(self, words: Sequence[tuple[Sentence, int]], start: int) -> Account | None:
        """The account of a side whose address to the court the label names: "The state's
        opening: ..."."""
        addresses = words and words[-1][0].word(words[-1][1] - 1) in words_of("CourtAddressNoun")
        sides = (
            (s, k)
            for s, k in words
            if s.tokens[k].lemma.lower() in words_of("PresenterNoun") | words_of("CaseParty")
            or cue_classes(s, k, self.ontology) & {"AccuserNoun", "AccusedNoun"}
            or s.tokens[k].lemma.lower() in {"state", "government"}
        )
        side = next(sides, None) if addresses else None
        if side is None:
            return None
        source = source_mention(*side, self.ontology)
        return Account(source, Modality.ALLEGED, Reach.ALL, "label", start=start)

    def _dissent(self, line: Line) -> Account | None:
        """The account of a judge who dissents, which is no part of what the court finds: "Holt, J.,
        dissenting."."""
        if not _DISSENT.match(line.lead):
            return None
        first = line.sentences[0]
        heads = (t.i for t in first.tokens[:4] if t.pos == "PROPN" and t.dep != "compound")
        source = mention_at(first, next(heads, 0), self.ontology)
        return Account(source, Modality.REPORTED, Reach.ALL, "separate opinion", start=line.start)


def _is_formal(label: str) -> bool:
    """ "MR. LOWE:", "THE COURT:", "Speaker 2:": the labels of transcripts."""
    return label.startswith("Speaker ") or bool(_HONOURED.match(label)) and label.isupper()


def _is_notice(label: str) -> bool:
    """ "NOTE:", "Correction:", "Editor's note:": the writer's own label, and nobody's name."""
    return not words_of("NoticeLabel").isdisjoint(label.lower().split())


def _numbered(sentence: Sentence, first: Token, last: Token) -> Mention:
    """The mention of a speaker whose label is the name: "Speaker 2"."""
    return Mention.over(sentence, first.i, last.i + 1, MentionKind.NAME, "Person")
