"""Find a question, understand what it is given, and ask it of a store.

A question is a file ``kg/analysis/questions/NAME.py``, or an entry point ``kg.questions`` of
another package, with ``ask(network, ...) -> Answer``; its docstring's first line says what it
answers. Its parameters tell the command line what to offer: ``Annotated[str, ENTITY, "where to
begin"]`` (see kg.analysis.arguments)."""

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args, get_type_hints

import networkx as nx

from kg.analysis.absence import explain_unread
from kg.analysis.answer import Answer
from kg.analysis.arguments import Argument
from kg.errors import DocumentNotFound, EntityNotFound, QuestionError, UnknownQuestion
from kg.model import Modality
from kg.namespace import expand
from kg.network.build import filter_network
from kg.network.reviewed import read_reviewed_network
from kg.pleadings.alignment import align_pleadings
from kg.plugins import load_plugin, plugin_names
from kg.review.verdicts import check_reviewed
from kg.storage.filings import read_filings
from kg.storage.opening import open_store
from kg.storage.store import Store
from kg.values.near_names import suggest

_GROUP = "kg.questions"
_OF = {"any": "", "not-rejected": "", "confirmed": " that somebody confirmed"}
_SELECTED = "in the documents that were selected"
_LOOSEN = "loosen --standing, --as-of or --said-by"
_NO_CLAIMS = "add documents with kg add, or ask of any claims: --reviewed any"


@dataclass(frozen=True)
class Parameter:
    """What a question takes: ``type`` is str, int, float or bool; ``choices`` are the words it may
    be, if any."""

    name: str
    type: type
    help: str
    kind: Argument | None
    default: Any
    required: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question that can be asked: its name, what it answers, what it takes; ``derived`` names
    what the store gives it."""

    name: str
    summary: str
    details: str
    parameters: tuple[Parameter, ...]
    ask: Callable[..., Answer]
    derived: tuple[str, ...] = ()


def question_names() -> list[str]:
    """Return the names of all questions, sorted."""
    return sorted(name.replace("_", "-") for name in plugin_names(_GROUP))


@cache
def load_question(name: str) -> Question:
    """Return the question of this name; raise UnknownQuestion."""
    wanted = name.replace("-", "_")
    if wanted not in plugin_names(_GROUP):
        names = question_names()
        raise UnknownQuestion(
            f"no question {name!r}", suggest(name, names, f"there are: {', '.join(names)}")
        )
    ask = load_plugin(_GROUP, wanted, "ask")
    summary, _, details = (load_plugin(_GROUP, wanted, "__doc__") or "").partition("\n")
    read = _read_parameters(ask)
    taken = tuple(p for p in read if p.kind is not Argument.PLEADINGS)
    derived = tuple(p.name for p in read if p.kind is Argument.PLEADINGS)
    return Question(
        name.replace("_", "-"), summary.strip(), inspect.cleandoc(details), taken, ask, derived
    )


def _read_parameters(ask: Callable[..., Answer]) -> list[Parameter]:
    hints = get_type_hints(ask, include_extras=True)
    taken = list(inspect.signature(ask).parameters.values())[1:]
    return [_read_parameter(parameter, hints[parameter.name]) for parameter in taken]


def _read_parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:
    base, *notes = get_args(hint) if hasattr(hint, "__metadata__") else (hint,)
    choices = tuple(option for option in get_args(base) if isinstance(option, str))
    kind = _first(notes, Argument)
    required = parameter.default is inspect.Parameter.empty
    return Parameter(
        parameter.name,
        str if kind or choices else _plain_type(base),
        _first([note for note in notes if note is not kind], str) or "",
        kind,
        None if required else parameter.default,
        required,
        choices,
    )


def _first[T](notes: Iterable[object], wanted: type[T]) -> T | None:
    return next((note for note in notes if isinstance(note, wanted)), None)


def _plain_type(base: Any) -> Any:
    """The type itself, of ``X | None`` the X."""
    options = (o for o in get_args(base) if isinstance(o, type) and o is not type(None))
    return next(options, base)


def ask_question(
    store: Store,
    name: str,
    arguments: Collection[Any] = (),
    options: Mapping[str, Any] | None = None,
    modality: str | Collection[str] | None = None,
    reviewed: str = "not-rejected",
    left_out: int = 0,
) -> Answer:
    """Ask a question of the claims in *store*, only those of the given modalities if any are given.

    *reviewed* says which claims count (kg.review.REVIEWED), *left_out* how many documents a
    selection left out before: an answer that says no names them.

    Raises UnknownQuestion, EntityNotFound, AmbiguousEntity, DocumentNotFound, and QuestionError for
    arguments that do not fit, a modality that is none, and a store without claims; ReviewError for
    a choice of verdicts that is none."""
    question = load_question(name)
    strengths = read_choices("modality", modality, Modality)
    given = _bind(question, arguments, options or {})
    network = read_reviewed_network(store, check_reviewed(reviewed))
    _check_claims(network, reviewed, left_out)
    for parameter in question.parameters:
        value = given.get(parameter.name)
        if parameter.kind is not None and value is not None:
            given[parameter.name] = _resolve(store, network, parameter, value, strengths)
    if question.derived:
        given |= dict.fromkeys(question.derived, align_pleadings(read_filings(store)))
    asked = filter_network(network, modalities=strengths) if strengths else network
    answer = replace(question.ask(asked, **given), question=question.name)
    if answer.rows:
        return answer
    whole = question.ask(network, **given) if strengths else answer
    why = _why_none(store, network, given, whole)
    return replace(answer, note=". ".join([answer.note, *why, *_name_left(left_out)]))


def _check_claims(network: nx.MultiDiGraph, reviewed: str, left_out: int) -> None:
    """Raise QuestionError where there are no claims to ask, with what would bring some."""
    if network.number_of_edges() == 0:
        where, mend = (_SELECTED, _LOOSEN) if left_out else ("in the store", _NO_CLAIMS)
        raise QuestionError(f"there are no claims {where}{_OF[reviewed]}", mend)


def _name_left(left_out: int) -> list[str]:
    """That a selection left documents out, and how to have them."""
    documents = f"{left_out} document{'s were' if left_out > 1 else ' was'}"
    return [f"{documents} left out by the selection: {_LOOSEN}"] if left_out else []


def _name_unclaimed(store: Store, network: nx.MultiDiGraph, given: Mapping[str, Any]) -> list[str]:
    """The names of the entities that were asked about and stand in no claim."""
    asked = {value for value in given.values() if isinstance(value, str) and value not in network}
    return [e.label for e in store.entities() if e.id in asked] if asked else []


def _why_none(
    store: Store, network: nx.MultiDiGraph, given: Mapping[str, Any], whole: Answer
) -> list[str]:
    """Why an answer has no rows, as far as the store tells; *whole* is the answer without
    modalities."""
    lines = [f"nothing was claimed of {name}" for name in _name_unclaimed(store, network, given)]
    if len(whole):
        rows = f"{len(whole)} row{'s' * (len(whole) != 1)}"
        lines.append(f"{rows} without --modality: the claims are put in another way")
    return [*lines, *explain_unread(store)]


def read_choices(
    what: str, chosen: str | Collection[str] | None, known: Iterable[str]
) -> list[str]:
    """Return *chosen* (none, one or several values) as a list; raise QuestionError for a value that
    is none of the *known* ones."""
    wanted = [] if chosen is None else [chosen] if isinstance(chosen, str) else list(chosen)
    names = [str(name) for name in known]
    for name in wanted:
        if name not in names:
            raise QuestionError(
                f"no {what} {name!r}", suggest(name, names, f"there are: {', '.join(names)}")
            )
    return wanted


def _bind(
    question: Question, arguments: Collection[Any], options: Mapping[str, Any]
) -> dict[str, Any]:
    signature = inspect.signature(question.ask)
    try:
        return dict(list(signature.bind(None, *arguments, **options).arguments.items())[1:])
    except TypeError as error:
        takes = ", ".join(
            p.name.replace("_", "-") + ("" if p.required else "?") for p in question.parameters
        )
        raise QuestionError(
            f"{question.name}: {error}", f"it takes: {takes}" if takes else "it takes nothing"
        ) from None


def _resolve(
    store: Store, network: nx.MultiDiGraph, parameter: Parameter, value: Any, strengths: list[str]
) -> Any:
    if parameter.kind is Argument.ENTITY:
        return _find_node(network, value) or store.find_one(value).id
    if parameter.kind is Argument.SOURCE:
        return _find_source(store, value)
    if isinstance(value, nx.MultiDiGraph):
        return value
    with open_store(value, read_only=True) as other:
        network = read_reviewed_network(other)
    return filter_network(network, modalities=strengths) if strengths else network


def _find_node(network: nx.MultiDiGraph, text: str) -> str:
    """The node with this IRI or whole name, "" where there is none or several: it saves a search of
    the whole store."""
    iri, wanted = expand(text), text.casefold().strip()
    if iri in network:
        return iri
    names = network.nodes(data=True)
    found = [
        n
        for n, d in names
        if d["type"] != "Value"
        and wanted in (d["label"].casefold(), *map(str.casefold, d["aliases"]))
    ]
    best = [n for n in found if network.nodes[n]["named"]] or found
    return str(best[0]) if len(best) == 1 else ""


def _find_source(store: Store, text: str) -> str:
    """The IRI of a document (source, IRI, or the end of its path), else of the entity that
    claims."""
    try:
        return store.document(text).id
    except DocumentNotFound:
        ending = [iri for iri, source in store.sources().items() if source.endswith(f"/{text}")]
        if len(ending) == 1:
            return ending[0]
    try:
        return store.find_one(text).id
    except EntityNotFound:
        raise DocumentNotFound(
            f"no document and no claimant {text!r} in the store",
            "give a source as it was added, or a name",
        ) from None
