"""What several stages ask of the same sentence is worked out once and kept with it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, cast

from kg.model.text import Sentence

_MISSING: Final = object()


def keep_with_sentence[**P, R](
    function: Callable[Concatenate[Sentence, P], R],
) -> Callable[Concatenate[Sentence, P], R]:
    """Keep the results of a pure *function* of a sentence; other arguments must be hashable and
    given by position."""

    @wraps(function)
    def kept(sentence: Sentence, /, *args: P.args, **kwargs: P.kwargs) -> R:
        found = sentence.kept
        key = (function, args)
        result = found.get(key, _MISSING)
        if result is _MISSING:
            result = found[key] = function(sentence, *args, **kwargs)
        return cast(R, result)

    return kept
