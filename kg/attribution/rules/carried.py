"""Which source's account each sentence belongs to, when it names none itself.

An account is opened by a sentence that is attributed as a whole, by an announcement, by a colon, a
heading or a speaker's label. It ends at a new source, at the writer's own procedural fact, at a new
section."""

from collections.abc import Sequence
from dataclasses import replace

from kg.attribution.accounts import Account, Reach
from kg.attribution.rules.announced_papers import take_up
from kg.attribution.rules.announcements import Announcements
from kg.attribution.rules.between import find_between
from kg.attribution.rules.bylines import find_byline
from kg.attribution.rules.comments import find_comments
from kg.attribution.rules.headings import find_notice, find_section
from kg.attribution.rules.letters import find_letter
from kg.attribution.rules.loose_tellings import LOOSE, LooseTellings, tells_of_teller
from kg.attribution.rules.openings import (
    BEFORE_PAST,
    SAME_DOERS,
    goes_on_with,
    is_after_colon,
    is_before_past,
    open_account,
)
from kg.attribution.rules.procedure import is_procedural
from kg.attribution.rules.strangers import find_stranger
from kg.attribution.rules.turns import ANSWER, Line, Turns, is_table_head, read_lines
from kg.attribution.rules.voices import find_voices
from kg.attribution.scopes import Scope
from kg.attribution.source_phrases import find_papers, source_mention
from kg.model import Mention, Modality, Sentence, Token
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import Ontology

_LONGEST = 4
"""So many lines without marks may be the items of what a colon introduces; where more follow, it is
running text."""
_LINKS = frozenset("also then later thereafter subsequently afterwards too".split())
_PRONOUNS = frozenset("he she they it".split())
_NAMES_CLAIMS = ("AllegeNoun", "AccuserNoun", "AllegeVerb")


def find_accounts(
    text: str, sentences: Sequence[Sentence], scopes: Sequence[Sequence[Scope]], ontology: Ontology
) -> dict[int, Account]:
    """Return the account of each sentence that belongs to one; the comments that follow a sentence
    count too."""
    tracker = _Tracker(sentences, scopes, ontology)
    lines = read_lines(text, sentences)
    turns = Turns(lines, ontology)
    for line in lines:
        tracker.read(line, turns.read(line))
    for index, account in find_comments(text, sentences, scopes, ontology).items():
        tracker.found.setdefault(index, account)
    between = find_between(sentences, scopes, tracker.found, ontology)
    own = {**find_voices(sentences, ontology), **between, **tracker.found}
    by = find_byline(lines, ontology) or find_letter(lines, ontology)
    return by | {i: by.get(i, a) if a.rule == ANSWER else a for i, a in own.items()}


class _Tracker:
    """Goes through the lines of a text and remembers who is telling."""

    def __init__(
        self, sentences: Sequence[Sentence], scopes: Sequence[Sequence[Scope]], ontology: Ontology
    ) -> None:
        self.sentences, self.scopes, self.ontology = sentences, scopes, ontology
        self.found: dict[int, Account] = {}
        self.carried: Account | None = None
        self.section: Account | None = None
        self.turn: Account | None = None
        self.listed: Account | None = None
        self.items: bool | None = None
        self.left = 0
        self.standing: Account | None = None

    def read(self, line: Line, turn: Account | None) -> None:
        """Take the next line; *turn* is the account that its label opens."""
        self._read_notice(line)
        if line.heading and turn is None:
            self.carried = self.turn = self.listed = None
            self.section = self.standing or find_section(line, self.ontology)
            return
        self._open_turn(line, turn)
        self._go_on_list(line)
        if not self._linked(line):
            self.carried = None
        for sentence in line.sentences:
            account = self.turn or self.listed or self._account_of(sentence)
            if account is not None:
                self.found[sentence.index] = account
        self._close(line)

    def _read_notice(self, line: Line) -> None:
        """Read what the whole text is worth by its notice: "The following story has been
        withdrawn", "The Daily Herring (satire)"."""
        notice = find_notice(line, self.ontology)
        if notice is not None:
            self.standing = self.section = notice

    def _open_turn(self, line: Line, turn: Account | None) -> None:
        if turn is not None and turn.rule == "separate opinion":
            self.section, self.turn = turn, None
        elif turn is not None:
            self.turn, self.carried = turn, None
        elif (
            line.gap
            or self.turn is not None
            and (self.turn.rule == "label" or ":" in line.lead[:40])
        ):
            self.turn = None
        elif self.turn is not None:
            self.turn = replace(self.turn, start=0)

    def _go_on_list(self, line: Line) -> None:
        """An introduced list goes on while its lines are marked as items; one without marks until
        something ends it."""
        if self.listed is None:
            return
        if self.items is None:
            self.items = line.marked
            self.left = _LONGEST
        self.left -= 1
        loose = not self.items and (
            self.left < 0 or self.listed.rule != "list of claims" or self._ends(line.sentences[0])
        )
        if self.items and not line.marked or loose:
            self.listed = None

    def _linked(self, line: Line) -> bool:
        """Whether an account goes on into this line: it was announced, or the line takes up what
        stands before."""
        if self.carried is None or self.carried.reach is Reach.BARE:
            return True
        first = line.sentences[0]
        verbs = [t.i for t in first.tokens if t.head == t.i]
        below = [first.tokens[k] for v in verbs for k in first.children[v]]
        return any(
            t.text.lower() in _LINKS or t.dep == "nsubj" and t.text.lower() in _PRONOUNS
            for t in below
        )

    def _account_of(self, sentence: Sentence) -> Account | None:
        announced = Announcements(sentence, self.ontology, frozenset()).find(
            tuple(self.scopes[sentence.index])
        )
        taken_up = take_up(sentence, self._before(sentence), self.ontology)
        if taken_up is not None:
            self.carried = taken_up
            return taken_up
        wholes = [*filter(None, (self._colon(sentence),)), *self._wholes(sentence)]
        whole = wholes[0] if wholes else None
        unnamed = self._of_open_account(whole) if announced is None else None
        if unnamed is not None:
            return unnamed
        opened = announced or self._opened(sentence, wholes)
        if opened is not None or whole is not None:
            self.carried = opened
            return None
        return self._go_on(sentence) or self._open_loosely(sentence)

    def _open_loosely(self, sentence: Sentence) -> Account | None:
        """The account that a sentence nobody tells belongs to by what stands before; what it says
        of a telling is opened for the next ones."""
        account = find_stranger(sentence, self._before(sentence), self.ontology)
        self.carried = account or self._telling_in(sentence) or self.carried
        return account

    def _telling_in(self, sentence: Sentence) -> Account | None:
        """The account of the telling that a sentence nobody tells is about."""
        finder = LooseTellings(sentence, self.ontology, frozenset())
        if is_procedural(sentence, self.ontology):
            return finder.find_in_step()
        return finder.find(tuple(self.scopes[sentence.index]))

    def _go_on(self, sentence: Sentence) -> Account | None:
        """The account that a bare sentence goes on with, else that of its section."""
        if self._leaves_account(sentence):
            self.carried = None
            return None
        if self._turns_away(sentence):
            self.carried = None
        return self.carried or self.section

    def _before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before, in the same paragraph."""
        before = self.sentences[sentence.index - 1] if sentence.index else None
        return before if before is not None and before.unit == sentence.unit else None

    def _opened(self, sentence: Sentence, wholes: Sequence[Scope]) -> Account | None:
        """The account that one of *wholes* opens, the attributions that hold the sentence as a
        whole, or one whose words are its main clause."""
        root = sentence.root
        main = (
            s
            for s in self.scopes[sentence.index]
            if s.cue and root in {s.cue[0], sentence.tokens[s.cue[0]].head}
        )
        opened = (open_account(sentence, scope, self.ontology) for scope in (*wholes, *main))
        return next((account for account in opened if account is not None), None)

    def _turns_away(self, sentence: Sentence) -> bool:
        """Whether the sentence tells of others than those of whom the open account tells."""
        if self.carried is not None and self.carried.rule == LOOSE:
            return tells_of_teller(sentence, self.carried, self._before(sentence))
        if self.carried is not None and self.carried.rule == BEFORE_PAST:
            return not is_before_past(sentence, sentence.root)
        opener = self.carried.opener if self.carried is not None else None
        if opener is None or self.carried is None or self.carried.rule != SAME_DOERS:
            return False
        return not goes_on_with(sentence, self.sentences[opener.sentence], opener)

    def _leaves_account(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of procedure, of what the paper itself learnt, or behind an
        admission of others: one admits one's own deeds."""
        if is_procedural(sentence, self.ontology) or _points_out(sentence):
            return True
        if _names_own_paper(sentence):
            return True
        if self.carried is None or self.carried.modality is not Modality.ADMITTED:
            return False
        source = self.carried.source
        name = source.text.split()[-1] if source is not None else ""
        subjects = sentence.dependents(sentence.root, "nsubj", "nsubjpass")
        words = [sentence.tokens[k].text for k in subjects]
        return not any(word == name or word.lower() in _PRONOUNS for word in words)

    def _of_open_account(self, whole: Scope | None) -> Account | None:
        """The open account of the accuser who is meant where nobody is named: "According to the
        indictment, ... It is alleged that ..."."""
        if (
            whole is None
            or whole.source is not None
            or whole.modality is not Modality.ALLEGED
            or whole.continues is not None
        ):
            return None
        if (
            self.carried is None
            or self.carried.source is None
            or self.carried.modality is not Modality.ALLEGED
        ):
            return None
        return replace(self.carried, reach=Reach.ALL)

    def _whole(self, sentence: Sentence) -> Scope | None:
        """The outermost attribution that holds the sentence as a whole."""
        return next(iter(self._wholes(sentence)), None)

    def _wholes(self, sentence: Sentence) -> list[Scope]:
        """The attributions that hold more than half of the sentence, or its main verb and most of
        the rest; the outermost first."""
        size, root = len(sentence.tokens), sentence.root
        held = [s for s in self.scopes[sentence.index] if s.modality is not None]
        whole = [
            s
            for s in held
            if 2 * len(s.content) > size or root in s.content and 5 * len(s.content) >= 2 * size
        ]
        return sorted(whole, key=lambda s: -len(s.content))

    def _colon(self, sentence: Sentence) -> Scope | None:
        """The attribution whose content a colon introduces."""
        return next(
            (
                s
                for s in self.scopes[sentence.index]
                if s.modality is not None and is_after_colon(sentence, s, self.ontology)
            ),
            None,
        )

    def _ends(self, sentence: Sentence) -> bool:
        return self._whole(sentence) is not None or is_procedural(sentence, self.ontology)

    def _close(self, line: Line) -> None:
        """What the end of the line opens or ends."""
        last = line.sentences[-1]
        if line.introduces:
            self.listed, self.items = self._introduced(last), None
        elif self.listed is None and is_table_head(line, self.ontology):
            self.listed, self.items = (
                Account(None, Modality.ALLEGED, Reach.ALL, "table of allegations"),
                True,
            )
        elif (
            self.carried is not None and self.carried.reach is Reach.BARE and not self._alone(line)
        ):
            self.carried = replace(self.carried, reach=Reach.DEEDS)

    def _alone(self, line: Line) -> bool:
        """Whether nothing was told yet in this line, or all of it: the account goes on in lines of
        its own."""
        told = [s.index in self.found for s in line.sentences]
        return not any(told) or all(told)

    def _introduced(self, sentence: Sentence) -> Account | None:
        """The account that a line with a colon introduces: "The complaint alleges:", "The letter
        listed their grievances:", "Unproven:"."""
        for scope in reversed(self.scopes[sentence.index]):
            if scope.modality is not None and scope.continues is None:
                rule = "introduced list" if self._agrees(sentence, scope) else "list of claims"
                return Account(
                    scope.source, scope.modality, Reach.ALL, rule, scope.polarity, opener=scope
                )
        announced = Announcements(sentence, self.ontology, frozenset()).find(())
        if announced is not None:
            return replace(announced, reach=Reach.ALL, rule="list of claims")
        return self._named_telling(sentence)

    def _named_telling(self, sentence: Sentence) -> Account | None:
        """The account that an introduction without a verb of saying names: "Among the messages read
        in court:", "In a statement, the firm denied this:", "Unproven:"."""
        accounts = (self._told_by(sentence, token) for token in sentence.tokens)
        return next((account for account in accounts if account is not None), None)

    def _told_by(self, sentence: Sentence, token: Token) -> Account | None:
        """The account of the list that a word of telling, of claims or of falsehood introduces."""
        classes = cue_classes(sentence, token.i, self.ontology)
        if classes & {"FalseAdjective", "DenyNoun"}:
            return Account(None, Modality.UNKNOWN, Reach.ALL, "introduced list")
        record = "RecordNoun" in classes and token.dep in {"ROOT", "pobj", "nsubj"}
        says = "ReportVerb" in classes and token.pos == "VERB" and token.dep == "ROOT"
        claims = bool(classes & set(_NAMES_CLAIMS))
        if not (claims or record or says):
            return None
        source = self._teller(sentence, self._speaker(sentence, token))
        modality = Modality.ALLEGED if claims and not record else Modality.REPORTED
        return Account(source, modality, Reach.ALL, "list of claims")

    def _teller(self, sentence: Sentence, k: int) -> Mention | None:
        """Who tells; nobody where facts are told: "the facts of the case are as follows:"."""
        facts = sentence.tokens[k].lemma in words_of("FactsNoun")
        return None if facts else source_mention(sentence, k, self.ontology)

    def _agrees(self, sentence: Sentence, scope: Scope) -> bool:
        """Whether what follows is promised or ordered, and no account: "The state agreed to:"."""
        return any(is_cue(sentence, k, self.ontology, "WantVerb", "SettleVerb") for k in scope.cue)

    def _speaker(self, sentence: Sentence, token: Token) -> int:
        """Who tells: the paper that claims come from, the subject of the sentence, else the paper
        named, else the word before the verb."""
        if papers := find_papers(sentence, token.i, self.ontology):
            return papers[0]
        roots = [t.i for t in sentence.tokens if t.head == t.i]
        subjects = [
            k
            for root in roots
            for k in sentence.dependents(root, "nsubj")
            if sentence.tokens[k].pos in {"NOUN", "PROPN"}
        ]
        return (
            subjects[0]
            if subjects
            else token.i
            if token.pos in {"NOUN", "PROPN"}
            else max(token.i - 1, 0)
        )


def _names_own_paper(sentence: Sentence) -> bool:
    """Whether the paper that writes speaks of itself: "analysts consulted by this newspaper"."""
    nouns = (t for t in sentence.tokens if t.lemma in words_of("OwnPaper"))
    return any(sentence.word(d) == "this" for t in nouns for d in sentence.dependents(t.i, "det"))


def _points_out(sentence: Sentence) -> bool:
    """Whether who speaks turns to the listeners in the sentence, and so speaks for himself: "When
    you look at the slide, he used ..."."""
    looks = (t for t in sentence.tokens if t.dep == "advcl" and t.lemma in {"look", "see", "read"})
    return any(sentence.word(k) == "you" for t in looks for k in sentence.dependents(t.i, "nsubj"))
