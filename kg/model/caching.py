"""What several stages ask of the same sentence is worked out once and kept with it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from kg.model.text import Sentence


def keep_with_sentence[**P, R](
    function: Callable[Concatenate[Sentence, P], R],
) -> Callable[Concatenate[Sentence, P], R]:
    """Keep the results of a pure *function* of a sentence; other arguments must be hashable and
    given by position."""

    @wraps(function)
    def kept(sentence: Sentence, /, *args: P.args, **kwargs: P.kwargs) -> R:
        found: dict[object, R] = sentence.kept
        key = (function, args)
        if key not in found:
            found[key] = function(sentence, *args, **kwargs)
        return found[key]

    return kept
