"""How far confidence is from the share that is right."""

import numpy as np
from numpy.typing import NDArray


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error (Naeini et al. 2015) over bins of equal width.

    >>> sure = np.array([0.9, 0.9, 0.1, 0.1])
    >>> right = np.array([True, True, False, False])
    >>> round(calibration_error(sure, right), 3)
    0.1
    """
    place = np.minimum((sure * bins).astype(int), bins - 1)
    groups = [place == b for b in range(bins) if (place == b).any()]
    return float(
        sum(g.sum() * abs(sure[g].mean() - right[g].mean()) for g in groups) / max(len(sure), 1)
    )
