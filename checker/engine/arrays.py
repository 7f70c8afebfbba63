"""Names for arrays by what is in them."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Flags = NDArray[np.bool_]
else:  # importing numpy.typing takes longer than judging a claim
    Floats = Ints = Flags = np.ndarray
