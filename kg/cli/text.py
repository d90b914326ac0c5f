"""Text for the terminal: claims, query results. Source text is never terminal syntax."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.analysis.answer import Answer, describe_rests, place
from kg.analysis.evidence import Evidence
from kg.analysis.profiles.entity_profile import EntityPage, start_of
from kg.model import Claim, Document, Entity, Licence, Modality, Polarity, Span, Statement
from kg.model.citing import cite_place
from kg.model.licence import plain_words
from kg.model.safe_text import terminal_text
from kg.model.wording import describe_source, describe_strength, name_end
from kg.namespace import contract
from kg.resolution.candidates import Proposal
from kg.resolution.decisions import Decision, Judgement
from kg.sparql.result import QueryResult

_PLACES = 8  # places of a name that a page lists, a document


def describe_claim(claim: Claim, source: str, answered: Sequence[str] = ()) -> str:
    """Return a claim as a sentence with its status, then the quote and where it stands, and what
    *answered* it."""
    who = describe_source(claim)
    negative = " (held to be false)" if claim.polarity is Polarity.NEGATIVE else ""
    status = describe_strength(claim)
    time = claim.time
    when = ""
    if time is not None:
        when = f"  [{' to '.join(t for t in (time.start, time.end) if t) or time.duration}]"
    places = "".join(
        f", {q.predicate.partition(':')[2]} {name_end(q.value)}" for q in claim.qualifiers
    )
    cited = f"  ({claim.citation})" if claim.citation else ""
    head = f"{_triple(claim)}{places}{when}"
    quote = " ".join(claim.quote.split())
    set_by = f" [{claim.revision}]" * bool(claim.revision)
    how = f"{status}{negative}, by {who}{set_by}{_describe_licence(claim)}"
    also = "".join(f"\n  {line}" for line in answered)
    return terminal_text(
        f"{head}\n  {how}\n  “{quote}”\n  {source}:{claim.start}-{claim.end}{cited}{also}"
    )


def _describe_licence(claim: Claim) -> str:
    """What lets the claim stand as a fact, and what takes that back."""
    licence = (
        f"; licence: {plain_words(claim.licence)}" if claim.licence is not Licence.NONE else ""
    )
    why = f" ({claim.reason})" if claim.licence is Licence.UNDONE else ""
    return licence + why + "".join(f"; undone by {contract(other)}" for other in claim.undone_by)


def describe_statement(statement: Statement, document: Document) -> str:
    """Return a statement as text: speaker and cue in the document's words, how it is put, what is
    said, where."""
    who = " > ".join(e.label for e in statement.speakers)
    words = [
        " ".join(document.text[s.start : s.end].split())
        for s in (statement.source, statement.cue)
        if s is not None
    ]
    head = (
        f"{who or 'somebody not named'}  [{' … '.join(words)}]"
        if words
        else who or "somebody not named"
    )
    status = plain_words(statement.modality) + ", own words" * statement.direct
    when = (
        f"  [{statement.time.start}]" if statement.time is not None and statement.time.start else ""
    )
    held = (
        f", {len(statement.claims)} claim{'s' * (len(statement.claims) != 1)}"
        if statement.claims
        else ""
    )
    quote = " ".join(statement.quote.split())
    place = f"{document.source}:{statement.content[0].start}-{statement.content[-1].end}"
    cited = cite_place(document, statement.content[0].start)
    notes = f"  ({cited})" * bool(cited)
    notes += f"  [the document was {document.standing}]" * bool(document.standing)
    return terminal_text(f"{head}{when}\n  {status}{held}\n  “{quote}”\n  {place}{notes}")


def describe_entity(entity: Entity, counts: Sequence[int]) -> str:
    """Return an entity as a line: label, type, how often (*counts*: in each of its documents) and
    where it is named, other names."""
    documents = f"{len(counts)} document{'s' * (len(counts) != 1)}"
    often = f"named {sum(counts)} time{'s' * (sum(counts) != 1)}" if sum(counts) else "described"
    also = f"  also: {', '.join(entity.aliases)}" if entity.aliases else ""
    return terminal_text(f"{entity.label:40} {entity.type:14} {often} in {documents}{also}")


def _describe_names(page: EntityPage) -> list[str]:
    """Return the names that documents use, and the offices by which they call it."""
    names = "names: " + ", ".join(f"{name} ×{count}" for name, count in page.names)
    called = page.entity.descriptions
    return [names, "described as: " + "; ".join(called)] if called else [names]


def describe_page(
    page: EntityPage, sources: Mapping[str, str], reasons: Sequence[tuple[str, str, int]] = ()
) -> str:
    """Return an entity's page: names, type and why (*reasons*: kg.analysis.profiles.type_reasons),
    identifiers, merges, neighbours, claims."""
    lines = [
        f"{page.entity.label}  ({contract(page.entity.id)})",
        *_describe_types(page, reasons),
        *_describe_names(page),
        *_describe_identity(page),
        *_describe_places(page, sources),
    ]
    if page.statements:
        lines.append(f"statements: {len(page.statements)}, as kg statements --by shows them")
    near = ", ".join(f"{name} ({count})" for name, count in page.neighbours[:12])
    lines.append(f"neighbours: {near}")
    if page.timeline:
        lines.append("timeline:")
    for claim in page.timeline:
        lines.append(f"  {start_of(claim):12} {_triple(claim)}  [{describe_strength(claim)}]")
    lines.append(f"claims: {len(page.claims)}\n")
    told = "\n\n".join(describe_claim(c, sources[c.document]) for c in page.claims)
    return terminal_text("\n".join(lines)) + "\n" + told


def _describe_types(page: EntityPage, reasons: Sequence[tuple[str, str, int]]) -> Iterator[str]:
    """Yield how the documents type an entity, and why."""
    own = page.entity.type
    counted = [f"{t} in {n} document{'s' * (n != 1)}" for t, n in page.types]
    votes = ", ".join([*counted, *(f"{t} by your list" for t in page.listed_types)])
    yield f"type: {own} ({votes})" + "  conflicting" * page.conflicting_types
    for kind in sorted({kind for kind, _, _ in reasons}, key=lambda k: (k != own, k)):
        told = ", ".join(f"{why} ×{n}" for k, why, n in reasons if k == kind)
        yield f"  {kind}: {told}" + "  (speaks against it)" * (kind not in (own, "Thing"))


def _describe_identity(page: EntityPage) -> Iterator[str]:
    """Yield what tells which thing it is: identifiers, merges, namesakes, decisions."""
    entity = page.entity
    if page.identifiers:
        told = ", ".join(f"{scheme} {value}" for scheme, value in page.identifiers)
        yield f"identifiers: {told}"
    namesake = entity.id.partition("~")[0]
    for iri in page.merged:
        if iri != namesake:
            yield f"merged: {contract(iri)} is taken to be {contract(entity.id)}"
    if namesake != entity.id:
        yield (
            "apart from others of the name, whose documents have nothing in common with these; "
            "kg resolve accept joins them"
        )
    if page.open_links:
        names = " or ".join(page.open_links)
        yield f"left open: may be short for {names}; kg resolve accept links them"
    yield from (f"decision: {describe_decision(d)}" for d in page.decisions)


def _describe_places(page: EntityPage, sources: Mapping[str, str]) -> list[str]:
    """Where the documents name an entity: a line a document, with the first few places."""
    places: dict[str, list[Span]] = {}
    for document, span in page.places:
        places.setdefault(document, []).append(span)
    lines = []
    for document, spans in places.items():
        shown = ", ".join(f"{s.start}-{s.end}" for s in spans[:_PLACES]) + ", …" * (
            len(spans) > _PLACES
        )
        lines.append(f"named in: {sources[document]} ×{len(spans)} at {shown}")
    return lines


def describe_proposal(
    proposal: Proposal,
    sides: Iterable[tuple[Entity, Sequence[Claim]]],
    sources: Mapping[str, str],
    limit: int,
) -> str:
    """Return two entities that may be one, each with at most *limit* different quotations, their
    status and place."""
    decided = f"  [decided: {proposal.judgement}]" if proposal.judgement is not None else ""
    out = [
        f"{proposal.score:.2f}  {proposal.left.label}  =?  {proposal.right.label}{decided}",
        f"      {proposal.reason}",
    ]
    for entity, claims in sides:
        documents = len({c.document for c in claims})
        names = f", also {', '.join(entity.aliases)}" if entity.aliases else ""
        counts = (
            f"{len(claims)} claim{'s' * (len(claims) != 1)} "
            f"in {documents} document{'s' * (documents != 1)}"
        )
        out.append(f"   {entity.label}{names}  ({entity.type}, {contract(entity.id)}, {counts})")
        quotes = {" ".join(c.quote.split()): c for c in reversed(claims)}
        shown = sorted(quotes.items(), key=lambda q: (sources[q[1].document], q[1].start))
        for quote, claim in shown[:limit]:
            out.append(f"      “{quote[:200]}{'…' * (len(quote) > 200)}”")
            out.append(
                f"       {plain_words(claim.modality)}, "
                f"{sources[claim.document]}:{claim.start}-{claim.end}"
            )
        out += [f"      … {len(shown) - limit} more"] * (len(shown) > limit)
    return terminal_text("\n".join(out))


def describe_decision(d: Decision) -> str:
    """Return a decision as one line."""
    verb = {Judgement.POSITIVE: "is", Judgement.NEGATIVE: "is not", Judgement.UNSURE: "may be"}[
        d.judgement
    ]
    more = "; ".join(filter(None, (d.reason, d.by, d.when)))
    return terminal_text(
        f"{contract(d.left)} {verb} {contract(d.right)}" + f"  ({more})" * bool(more)
    )


def _triple(claim: Claim) -> str:
    return f"{claim.subject.label} — {claim.predicate.label} — {name_end(claim.object)}"


def show_result(result: QueryResult, form: str) -> str:
    """Return a query's result as a table, CSV, JSON or Turtle."""
    if form == "csv":
        return result.to_csv()
    if form == "json":
        return result.to_json()
    if form == "turtle":
        return result.to_turtle()
    if result.boolean is not None:
        return "yes" if result.boolean else "no"
    return _table(result)


def _table(result: QueryResult) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(
        *result.columns,
        caption=f"{len(result):,} row{'s' * (len(result) != 1)}",
        caption_justify="left",
    )
    for row in result:
        table.add_row(*(Text(terminal_text(cell)) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else 160)
    with console.capture() as capture:
        console.print(table)
    return capture.get().rstrip("\n")


def show_answer(answer: Answer, limit: int = 12, rows: int = 60) -> str:
    """Return an answer as text: at most *rows*, each with at most *limit* claims and their quotes,
    then what it all rests on."""
    lines = [answer.asked, ""]
    for number, cells in enumerate(answer.rows[:rows]):
        lines += _show_cells(number + 1, answer.columns, cells)
        lines += _show_evidence(answer.evidence[number], limit)
        lines.append("")
    if len(answer) > rows:
        left = f"… and {len(answer) - rows:,} more rows"
        lines += [f"{left}; --json and --csv have all, --about NAME asks for less.", ""]
    if answer.note:
        lines.append(f"{answer.note}.")
    if rests := describe_rests(answer):
        lines.append(f"{rests}.")
    return "\n".join(map(terminal_text, lines)).rstrip("\n")


def _show_cells(number: int, columns: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    for k, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        first, *more = terminal_text(cell).split("\n")
        yield f"{number if k == 0 else '':>3}  {column}: {first}"
        yield from (f"       {part}" for part in more)


def _show_evidence(claims: Sequence[Evidence], limit: int) -> Iterator[str]:
    for claim in claims[:limit]:
        yield f"     • {claim.sentence}"
        yield f"       “{' '.join(claim.quote.split())}”"
        yield f"       {place(claim)}"
    if len(claims) > limit:
        yield f"     … and {len(claims) - limit} more claims; --json has all"


def strongest_first(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims in order of strength (the order of Modality), then of place."""
    order = list(Modality)
    return sorted(claims, key=lambda c: (order.index(c.modality), c.document, c.start, c.id))
