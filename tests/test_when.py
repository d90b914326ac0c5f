"""When something happened: words → EDTF, and which event a time belongs to."""

import pytest

from kg.language.parser import parse_document
from kg.language.times.events import event_time
from kg.language.times.expressions import find_times
from kg.language.times.told import find_document_times
from kg.model import Document
from kg.model.wording import name_end
from kg.pipeline.documents import extract_document
from kg.values.dates import read_time

ANCHOR = "2024-05-15"


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("August of 2013", "in", ("2013-08", None, "")),
        ("March 3, 2021", "on", ("2021-03-03", None, "")),
        ("3 March 2021", "on", ("2021-03-03", None, "")),
        ("2021-03-03", "on", ("2021-03-03", None, "")),
        ("2019", "in", ("2019", None, "")),
        ("the 1990s", "in", ("199X", None, "")),
        ("the summer of 2014", "in", ("2014-22", None, "")),
        ("the second quarter of 2020", "in", ("2020-34", None, "")),
        ("2015", "since", ("2015", "..", "")),
        ("2015", "until", (None, "2015", "")),
        ("from 2013 to 2017", "", ("2013", "2017", "")),
        ("between January and March 2010", "", ("2010-01", "2010-03", "")),
        ("on or about March 3, 2021", "", ("2021-03-03~", None, "")),
        ("almost ten years", "for", (None, None, "P10Y")),
        ("two weeks", "for", (None, None, "P2W")),
        ("three decades", "for", (None, None, "P30Y")),
        ("last year", "", ("2023", None, "")),
        ("Tuesday", "on", ("2024-05-14", None, "")),
        ("yesterday", "", ("2024-05-14", None, "")),
        ("two weeks ago", "", ("2024-05-01", None, "")),
        ("March", "in", ("2024-03", None, "")),
        ("November", "in", ("2023-11", None, "")),
        ("Q3 2021", "in", ("2021-35", None, "")),
        ("FY2019", "in", ("2019", None, "")),
        ("June 3rd, 2019", "on", ("2019-06-03", None, "")),
        ("September 2008 to 48 months", "in", ("2008-09", None, "")),
    ],
)
def test_read_time(text: str, before: str, expected: tuple[str | None, str | None, str]) -> None:
    time = read_time(text, ANCHOR, before)
    assert time is not None
    assert (time.start, time.end, time.duration) == expected
    assert time.text == text


@pytest.mark.parametrize("text", ["last year", "Tuesday", "March", "yesterday"])
def test_nothing_is_guessed_without_a_day_of_publication(text: str) -> None:
    assert read_time(text, "") is None


@pytest.mark.parametrize("text", ["44-year-old", "some day", "February 31, 2020"])
def test_what_is_no_time(text: str) -> None:
    assert read_time(text, "") is None or text.startswith("February")


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("In 2011, Ortiz founded Northgate and sold it to Harlow in 2014.", "founded", "2011"),
        ("In 2011, Ortiz founded Northgate and sold it to Harlow in 2014.", "sold", "2014"),
        (
            "The suit, which was filed in April 2023, says that Larkfield paid Harlow.",
            "filed",
            "2023-04",
        ),
        ("The suit, which was filed in April 2023, says that Larkfield paid Harlow.", "paid", None),
        ("Harlow sued on May 3, 2012, and seized Ortiz a day later.", "seized", "2012-05-04"),
        ("On or about March 3, 2021, Harlow paid Ortiz.", "paid", "2021-03-03~"),
        ("Larkfield has paid Harlow since 2015.", "paid", "2015"),
        ("In May 2019, Larkfield sued Harlow and fired Ortiz.", "fired", "2019-05"),
    ],
)
def test_event_time(text: str, verb: str, expected: str | None) -> None:
    (sentence,) = parse_document(Document("urn:d", "d", text))
    token = next(t.i for t in sentence.tokens if t.text == verb)
    time = event_time(sentence, token, find_times(sentence, ANCHOR))
    assert (time.start if time else None) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Ruiz worked as a clerk from 1999 through 2004 with Meyer.", "worked", ("1999", "2004")),
        (
            "When Ruiz returned to Oslo in March 2006, he received a bribe.",
            "received",
            ("2006-03", None),
        ),
        ("In 2005 and 2006, Ruiz served as a clerk.", "served", ("2005", "2006")),
        ("Beginning in 2004, Ruiz bribed the mayor.", "bribed", ("2004", "..")),
        ("Northgate fired Ruiz on Tuesday, May 7.", "fired", ("2024-05-07", None)),
        ("Northgate sued Larkfield on 2017-05-04.", "sued", ("2017-05-04", None)),
        (
            "Northgate sued Larkfield on 2017-05-04. Two months later, the firms settled.",
            "settled",
            ("2017-07", None),
        ),
        (
            "Northgate was founded in 2011. It bought Larkfield the following year.",
            "bought",
            ("2012", None),
        ),
        ("Two months later, the firms settled.", "settled", (None, None)),
        ("Ruiz met Meyer on Oct. 18 and 19, 2003.", "met", ("2003-10-18", "2003-10-19")),
        ("Ruiz left Northgate last week.", "left", ("2024-05-06", "2024-05-12")),
        (
            "Beginning in 2004 and continuing until 2007, Ruiz bribed the mayor.",
            "bribed",
            ("2004", "2007"),
        ),
        (
            (
                "From 2002 through 2004, Ruiz gave tickets. "
                "During that period, Meyer approved the bids of Acme."
            ),
            "approved",
            ("2002", "2004"),
        ),
        (
            "In 2005, Ruiz served as a clerk. In this capacity, he received bribes.",
            "received",
            ("2005", None),
        ),
        (
            "In 2009, Ruiz devised a plan whereby Meyer would tamper with bids.",
            "tamper",
            ("2009", None),
        ),
        (
            "Ruiz pleaded guilty to conspiring with Meyer from 2010 to 2014 to defraud Northgate.",
            "defraud",
            ("2010", "2014"),
        ),
        ("Officers said Tuesday that Ruiz stole five laptops.", "stole", (None, None)),
        (
            "Ruiz admitted that between June 2006 and May 2007 he bribed Meyer.",
            "bribed",
            ("2006-06", "2007-05"),
        ),
        (
            "Ruiz was sentenced to 120 months in prison, the Agency announced today.",
            "sentenced",
            ("2024-05-15", None),
        ),
        ("Ruiz was arrested and charged on Tuesday.", "arrested", ("2024-05-14", None)),
        ("Ruiz sought to change the bill in 2003.", "sought", ("2003", None)),
        ("Ruiz agreed to pay the fine in 2025.", "agreed", (None, None)),
        ("Ruiz lied to clerks during a 2004 audit of Northgate.", "lied", ("2004", None)),
        ("A storm on Sunday destroyed the harbour.", "destroyed", ("2024-05-12", None)),
        ("The trial is set for March 4.", "set", ("2025-03-04", None)),
        ("The fair will open on Friday.", "open", ("2024-05-17", None)),
        ("The mayor is due in Oslo on Friday.", "is", ("2024-05-17", None)),
        ("The mayor will be in Oslo on Friday.", "be", ("2024-05-17", None)),
        ("The mayor was due in Oslo on Friday.", "was", ("2024-05-10", None)),
        ("Harlow raised its full-year 2025 guidance.", "raised", (None, None)),
        ("On May 4, Harlow raised its fiscal 2025 guidance.", "raised", ("2024-05-04", None)),
        (
            "The fair is to run from January 23 through March 9.",
            "run",
            ("2025-01-23", "2025-03-09"),
        ),
        ("Ruiz was charged on May 4, 2019, with bribing Meyer.", "bribing", (None, None)),
        ("Ruiz was charged on May 4, 2019, with bribing Meyer.", "charged", ("2019-05-04", None)),
    ],
)
def test_stretches_and_counted_times(
    text: str, verb: str, expected: tuple[str | None, str | None]
) -> None:
    sentences = parse_document(Document("urn:when", "when", text))
    times = find_document_times(sentences, ANCHOR)
    sentence = next(s for s in sentences if any(t.text == verb for t in s.tokens))
    time = event_time(
        sentence, next(t.i for t in sentence.tokens if t.text == verb), times[sentence.index]
    )
    assert ((time.start, time.end) if time else (None, None)) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        (
            "Ruiz cheated Meyer of $4 million on or around June 4, 2004.",
            "cheated",
            "2004-06-04~",
        ),
        ("Ruiz lived with Meyer in Oslo in 2008.", "lived", "2008"),
        ("Ruiz struck a driver during a stop in January 2021.", "struck", "2021-01"),
        ("After pleading guilty, Ruiz was jailed on May 3, 2006.", "pleading", None),
        ("Ruiz, president of Harlow from 2003 to 2007, was indicted.", "indicted", None),
        ("Ruiz with the mayor at Larkfield on May 4, 2022.", "mayor", "2022-05-04"),
        ("The Water Act of 1974 and its uses.", "uses", None),
    ],
)
def test_a_name_or_a_sum_is_not_dated(text: str, verb: str, expected: str | None) -> None:
    (sentence,) = parse_document(Document("urn:d", "d", text))
    token = next(t.i for t in sentence.tokens if t.text == verb)
    time = event_time(sentence, token, find_times(sentence, ANCHOR))
    assert (time.start if time else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At the time, Meyer was the deputy of the warden.", ("2021-03-03", None)),
        ("Meyer, a deputy at the time, saw it.", ("2021-03-03", None)),
        ("Meyer has sued Harlow since then.", ("2021-03-03", "..")),
        ("That night, Ruiz called Harlow.", ("2021-03-03", None)),
        ("That April, Ruiz joined Harlow.", ("2021-04", None)),
        ("Ruiz left the town that same year.", ("2021", None)),
    ],
)
def test_a_time_is_taken_up(text: str, expected: tuple[str, str | None]) -> None:
    told = "On March 3, 2021, Ruiz struck a guard at Larkfield."
    _, second = parse_document(Document("urn:d", "d", f"{told} {text}"))
    times = find_document_times([_, second], ANCHOR)[second.index]
    assert [(t.time.start, t.time.end) for t in times] == [expected]


def test_at_the_time_is_not_the_day_of_writing() -> None:
    text = "Ruiz pleaded guilty today. At the time, Ruiz was a deputy."
    first, second = parse_document(Document("urn:d", "d", text))
    assert not find_document_times([first, second], ANCHOR)[second.index]


@pytest.mark.parametrize("text", ["Ruiz was jailed on Tuesday.", "Ruiz was jailed in August."])
def test_words_stay_without_a_day_of_publication(text: str) -> None:
    (sentence,) = parse_document(Document("urn:d", "d", text))
    (found,) = find_times(sentence, "")
    assert (found.time.start, found.time.end, found.time.duration) == (None, None, "")
    assert found.time.text in text


@pytest.mark.parametrize(
    "text",
    ["Ruiz served a four-year sentence.", "Ruiz, a seven-year veteran of the navy, left."],
)
def test_the_measure_of_a_thing_is_no_time(text: str) -> None:
    (sentence,) = parse_document(Document("urn:d", "d", text))
    assert not find_times(sentence, ANCHOR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ruiz pleaded guilty on May 3, 2021, to theft. "
            "Ruiz pleaded guilty to fraud before Judge Meyer.",
            {"theft": "2021-05-03", "fraud": "2021-05-03"},
        ),
        (
            "Ruiz pleaded guilty on May 3, 2021, to theft. "
            "Ruiz pleaded guilty to fraud in another case.",
            {"theft": "2021-05-03", "fraud": None},
        ),
    ],
)
def test_a_step_told_twice_is_dated_once(text: str, expected: dict[str, str | None]) -> None:
    found = extract_document(Document("urn:d", "d", text)).claims
    pleas = [c for c in found if c.predicate.id == "kg:pleadedGuiltyTo"]
    assert {name_end(c.object): c.time and c.time.start for c in pleas} == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Ruiz robbed Meyer. He then shot Meyer.", "shot", "2021-03-05?"),
        ("Ruiz robbed Meyer. He was later charged.", "charged", None),
        ("Ruiz robbed Meyer. He lived in Oslo.", "lived", None),
        ("Ruiz robbed Meyer. In 2019, he had sued Meyer.", "sued", "2019"),
        ("Ruiz robbed Meyer.\n\nMeyer lost a finger.", "lost", None),
        ("Ruiz robbed Meyer.\n\nHe fled to Oslo.", "fled", "2021-03-05?"),
        ("Ruiz robbed Meyer. Meyer was a clerk. Ruiz struck Meyer.", "struck", "2021-03-05?"),
        ("Ruiz robbed Meyer. Police said that Ruiz fired at a guard.", "fired", "2021-03-05?"),
        ("Ruiz robbed Meyer. The site says that Harlow sold the house.", "sold", None),
    ],
)
def test_a_scene_goes_on(text: str, verb: str, expected: str | None) -> None:
    assert _time_in(f"On March 5, 2021, {text}", verb) == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Ruiz robbed Meyer on May 4, 2021. He struck a guard.", "struck", "2021-05-04?"),
        ("Ruiz left Northgate in May 2021. He sold the car.", "sold", "2021-05?"),
        ("Ruiz left Northgate in May 2021.\n\nHe sold the car.", "sold", None),
        (
            "Ruiz was held for crimes committed on May 4, 2021. He is alleged to have shot Meyer.",
            "shot",
            "2021-05-04?",
        ),
        (
            "Ruiz was charged in the May 4, 2021, robbery of Meyer. Police say he stole a car.",
            "stole",
            "2021-05-04?",
        ),
        ("Meyer spoke of the May 4, 2021, robbery. Ruiz sold the house.", "sold", None),
        ("The Tuesday raid that killed two men was in Oslo.", "killed", "2024-05-14"),
        ("Northgate on Tuesday sued Ruiz.", "sued", "2024-05-14"),
        ("Northgate on Tuesday alleged that Ruiz has sold the mill.", "sold", None),
        ("Meyer says that on Tuesday three officers struck Ruiz.", "struck", "2024-05-14"),
        ("In May 2021, Northgate sold the mill and has closed the mine.", "closed", None),
        ("In May 2021, Ruiz agreed to burn the mill and succeeded.", "succeeded", "2021-05"),
        ("Ruiz was charged in an indictment returned on May 4, 2021.", "charged", "2021-05-04"),
    ],
)
def test_days_behind_events_and_accounts_open_scenes(
    text: str, verb: str, expected: str | None
) -> None:
    assert _time_in(text, verb) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Todd Ruiz pleaded guilty before Judge Meyer.", "2024-05-14?"),
        ("Todd Ruiz pleaded guilty in another case.", None),
        ("Todd Ruiz had pleaded guilty before.", None),
        ("Todd Ruiz later pleaded guilty to fraud.", None),
    ],
)
def test_a_step_of_a_lede_is_retold_with_the_name(text: str, expected: str | None) -> None:
    lede = "A lobbyist pleaded guilty on Tuesday to fraud, officials announced."
    *_, sentence = sentences = parse_document(Document("urn:d", "d", f"{lede}\n\n{text}"))
    token = next(t.i for t in sentence.tokens if t.lemma == "plead")
    times = find_document_times(sentences, ANCHOR)[sentence.index]
    time = event_time(sentence, token, times)
    assert (time.start if time else None) == expected


def _time_in(text: str, verb: str) -> str | None:
    """When *verb* of *text* happened."""
    sentences = parse_document(Document("urn:d", "d", text))
    times = find_document_times(sentences, ANCHOR)
    sentence = next(s for s in sentences if any(t.text == verb for t in s.tokens))
    token = next(t.i for t in sentence.tokens if t.text == verb)
    time = event_time(sentence, token, times[sentence.index])
    return time.start if time else None


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        (
            "A fire on May 3, 2021, ruined the mill. The fire injured Meyer.",
            "injured",
            "2021-05-03?",
        ),
        (
            "A fire on May 3, 2021, ruined the mill. A fire on May 8, 2022, ruined it again. "
            "The fire injured Meyer.",
            "injured",
            None,
        ),
        ("The fire, which occurred on May 3, 2021, ruined the mill.", "ruined", "2021-05-03"),
        ("The suit, filed on May 3, 2021, accuses Ruiz of fraud.", "accuses", "2021-05-03"),
        ("In a letter dated May 3, 2021, Meyer accused Ruiz of fraud.", "accused", "2021-05-03"),
        ("At a May 2021 meeting, Ruiz offered Meyer a bribe.", "offered", "2021-05"),
        ("At a hearing on Tuesday, the judge fined Ruiz.", "fined", "2024-05-14"),
        (
            "There was a meeting on May 3, 2021, at which Ruiz received a bribe.",
            "received",
            "2021-05-03",
        ),
        ("Ruiz left on May 3, 2021, and flew to Oslo.", "flew", "2021-05-03?"),
        ("Ruiz was convicted on May 3, 2021, and was later fined.", "fined", None),
        ("Ruiz sold the shares in 2012, and moved to Oslo.", "moved", None),
        ("Ruiz was arrested on May 3, 2021, when he entered the mill.", "entered", "2021-05-03"),
        ("At various times between 2013 and 2016, Ruiz paid Meyer.", "paid", "2013"),
        ("Ruiz paid Meyer on three occasions in May 2013.", "paid", "2013-05"),
        ("Ruiz was found guilty in 2016 of stealing a car.", "stealing", None),
        ("Officers alleged on Tuesday that Ruiz stole a car.", "stole", None),
        ("From in or about June 2014 through in or about May 2017, Ruiz lied.", "lied", "2014-06"),
        ("The judge sentenced Ruiz on Tuesday to four years.", "sentenced", "2024-05-14"),
        ("Meyer, head of Harlow from 2010 to 2015, sold Harlow to Ruiz.", "sold", None),
    ],
)
def test_papers_events_and_rows_date_deeds(text: str, verb: str, expected: str | None) -> None:
    assert _time_in(text, verb) == expected


def test_each_of_two_sums_has_its_time() -> None:
    text = "Larkfield paid $4,000 in 2015 and $5,000 in 2016 to Ruiz."
    found = extract_document(Document("urn:d", "d", text)).claims
    assert {c.time.start for c in found if name_end(c.object) == "$5,000" and c.time} == {"2016"}


def test_a_date_is_no_end_of_a_deed_that_has_another() -> None:
    text = "Ruiz was indicted on April 4, 2021, on charges of arson."
    found = extract_document(Document("urn:d", "d", text)).claims
    ends = {name_end(c.object) for c in found}
    assert ends
    assert "April 4, 2021" not in ends
