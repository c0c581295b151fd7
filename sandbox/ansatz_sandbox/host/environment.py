"""The environment variables of a guest: the same on every backend, none of the user's."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

GUEST_ENVIRONMENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "HOME": "/tmp",
        "TMPDIR": "/tmp",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "MPLBACKEND": "agg",
        # More threads would count as processes and make sums depend on the machine.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "NUMEXPR_NUM_THREADS": "1",
    }
)
