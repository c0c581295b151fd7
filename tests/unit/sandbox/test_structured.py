"""Values of composite types: carried as their parts under their own name, or reported as not carried."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from ansatz_sandbox import NotCarried, Structured

from .conftest import Box
from .test_jobs import returned


def came(box: Box, body: str) -> Any:
    """What a function of these lines returned."""
    lines = "".join(f"    {line}\n" for line in body.strip().split("\n"))
    return returned(box.call(f"import numpy as np\ndef f():\n{lines}")).value


def parts(box: Box, kind: str, name: str, body: str) -> dict[str, Any]:
    """The parts of what came, having looked at its kind and type."""
    value = came(box, body)
    assert isinstance(value, Structured), value
    assert (value.kind, value.type_name.rpartition(".")[2]) == (kind, name)
    return dict(value.parts)


def test_a_named_tuple(box: Box) -> None:
    body = (
        "from typing import NamedTuple\nclass Orbit(NamedTuple):\n    a: float\n    e: float\n"
        "return Orbit(1.5, 0.1)"
    )
    assert parts(box, "namedtuple", "Orbit", body) == {"a": 1.5, "e": 0.1}


def test_a_result_of_scipy_stats(box: Box) -> None:
    found = parts(
        box,
        "namedtuple",
        "TtestResult",
        "from scipy import stats\nreturn stats.ttest_1samp([1.0, 2.0, 4.0], 2.0)",
    )
    assert math.isclose(found["statistic"], 0.3779644730092272)
    assert 0 < found["pvalue"] < 1


def test_a_dataclass_with_one_inside(box: Box) -> None:
    body = (
        "from dataclasses import dataclass, field\nfrom typing import ClassVar\n"
        "@dataclass(frozen=True, slots=True)\nclass Inner:\n    x: complex\n"
        "@dataclass\nclass Fit:\n    unit: ClassVar[str] = 'm'\n    inner: Inner\n"
        "    r: list = field(default_factory=list)\nreturn Fit(Inner(1j), [float('nan')])"
    )
    found = parts(box, "dataclass", "Fit", body)
    assert list(found) == ["inner", "r"]
    assert found["inner"].parts == {"x": 1j}
    assert math.isnan(found["r"][0])


@pytest.mark.parametrize(
    ("body", "name", "items"),
    [
        (
            "import collections\nreturn collections.OrderedDict(a=1, b=(2, 3))",
            "OrderedDict",
            {"a": 1, "b": (2, 3)},
        ),
        ("import collections\nreturn collections.Counter('aab')", "Counter", {"a": 2, "b": 1}),
        (
            "from scipy.optimize import OptimizeResult\nreturn OptimizeResult(x=1.5)",
            "OptimizeResult",
            {"x": 1.5},
        ),
    ],
)
def test_kinds_of_mappings(box: Box, body: str, name: str, items: dict[str, Any]) -> None:
    assert parts(box, "mapping", name, body) == {"items": items}


def test_a_mapping_that_lies_about_itself_shows_what_it_holds(box: Box) -> None:
    body = (
        "class Sly(dict):\n    def items(self): return [('x', 2.0)]\n"
        "    def __getitem__(self, key): return 2.0\n"
        "    def __eq__(self, other): return True\n    __hash__ = None\nreturn Sly(x=1.0)"
    )
    assert parts(box, "mapping", "Sly", body) == {"items": {"x": 1.0}}


def test_sets(box: Box) -> None:
    assert sorted(parts(box, "set", "set", "return {3, 1, 2}")["items"]) == [1, 2, 3]
    assert parts(box, "set", "frozenset", "return frozenset([(1, 2)])") == {"items": [(1, 2)]}


@pytest.mark.parametrize("form", ["csr", "csc", "coo", "bsr", "dia", "lil", "dok"])
@pytest.mark.parametrize("kind", ["array", "matrix"])
def test_sparse_matrices(box: Box, form: str, kind: str) -> None:
    name = f"{form}_{kind}"
    matrix = "m = np.zeros((3, 4))\nm[0, 1] = 2.5\nm[2, 3] = np.nan"
    body = f"from scipy import sparse\n{matrix}\nreturn sparse.{name}(m)"
    found = parts(box, "sparse", name, body)
    assert (found["format"], found["shape"]) == (form, (3, 4))
    dense = np.zeros((3, 4))
    dense[found["coordinates"]] = found["data"]
    assert dense[0, 1] == 2.5
    assert np.isnan(dense[2, 3])
    assert np.count_nonzero(dense) == 2


def test_masked_and_record_arrays(box: Box) -> None:
    masked = parts(
        box, "masked", "MaskedArray", "return np.ma.masked_array([1.0, 2.0], [False, True], fill_value=-9.0)"
    )
    assert masked["data"].tolist() == [1.0, 2.0]
    assert masked["mask"].tolist() == [False, True]
    assert masked["fill_value"] == -9.0
    record = parts(box, "record", "ndarray", "return np.array([(1, 2.5)], dtype=[('n', 'i4'), ('x', 'f4')])")
    assert record["shape"] == (1,)
    assert {name: (array.dtype.str, array.tolist()) for name, array in record["fields"].items()} == {
        "n": ("<i4", [1]),
        "x": ("<f4", [2.5]),
    }


def test_a_data_frame(box: Box) -> None:
    pytest.importorskip("pandas")
    body = (
        "import pandas as pd\nt = pd.to_datetime(['2020-01-01', 'NaT'])\n"
        "frame = pd.DataFrame({'t': t, 'n': [1, 2]}, index=pd.Index([0.5, 1.5], name='depth'))\n"
        "frame['tag'] = pd.Categorical(['a', None])\nreturn frame"
    )
    found = parts(box, "frame", "DataFrame", body)
    assert found["index"].parts["names"] == ["depth"]
    assert found["index"].parts["values"].tolist() == [0.5, 1.5]
    times, numbers, tags = found["values"]
    assert np.isnat(times).tolist() == [False, True]
    assert numbers.tolist() == [1, 2]
    assert tags["type"] == "category"
    assert tags["values"][0] == "a"
    assert math.isnan(tags["values"][1])


def test_a_series_with_missing_integers_and_an_index_of_pairs(box: Box) -> None:
    pytest.importorskip("pandas")
    body = (
        "import pandas as pd\nreturn pd.Series([1, None], dtype='Int64', name='n', "
        "index=pd.MultiIndex.from_tuples([('a', 1), ('b', 2)], names=['s', 'k']))"
    )
    found = parts(box, "series", "Series", body)
    assert found["name"] == "n"
    assert found["values"] == {"type": "Int64", "values": [1, None]}
    assert found["index"].parts["names"] == ["s", "k"]
    assert found["index"].parts["values"]["values"] == [("a", 1), ("b", 2)]


def test_times_with_a_zone_are_reported_as_not_carried(box: Box) -> None:
    pytest.importorskip("pandas")
    value = came(box, "import pandas as pd\nreturn pd.Series(pd.to_datetime(['2020-01-01'], utc=True))")
    assert isinstance(value, NotCarried)
    assert "Timestamp" in value.reason


def test_xarray_containers(box: Box) -> None:
    pytest.importorskip("xarray")
    body = (
        "import xarray as xr\na = xr.DataArray(np.ones((2, 1)), dims=('t', 'x'), "
        "coords={'t': [1, 2]}, name='h', attrs={'units': 'm'})\nreturn a"
    )
    found = parts(box, "dataarray", "DataArray", body)
    assert (found["name"], found["dims"], found["attrs"]) == ("h", ("t", "x"), {"units": "m"})
    assert found["values"].shape == (2, 1)
    dims, values, attrs = found["coords"]["t"]
    assert (dims, values.tolist(), attrs) == (("t",), [1, 2], {})
    dataset = parts(box, "dataset", "Dataset", body.replace("return a", "return a.to_dataset()"))
    assert dataset["variables"]["h"][0] == ("t", "x")
    assert list(dataset["coords"]) == ["t"]


@pytest.mark.parametrize(
    ("package", "body", "unit"),
    [
        (
            "pint",
            "import pint\nreturn pint.UnitRegistry().Quantity(np.array([1.0, 2.0]), 'm/s')",
            "meter / second",
        ),
        ("astropy", "from astropy import units as u\nreturn np.array([1.0, 2.0]) * u.m / u.s", "m / s"),
    ],
)
def test_quantities_keep_their_unit(box: Box, package: str, body: str, unit: str) -> None:
    pytest.importorskip(package)
    found = parts(box, "quantity", "Quantity", body)
    assert found["unit"] == unit
    assert found["value"].tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    "body",
    [
        "class T(tuple):\n    _fields = ('a', 'b')\nreturn T((1,))",
        "class T(tuple):\n    _fields = ('a', 'a')\nreturn T((1, 2))",
        "import dataclasses\n@dataclasses.dataclass\nclass D:\n    x: object\nd = D(1)\nd.x = d\nreturn d",
        "import dataclasses\n@dataclasses.dataclass\nclass D(list):\n    x: int\nreturn D(1)",
        "import dataclasses\n@dataclasses.dataclass\nclass D:\n    x: int\nreturn D.__new__(D)",
        "from fractions import Fraction\nreturn {Fraction(1, 2)}",
        "class A(np.ndarray): pass\nreturn np.ones(2).view(A)",
        "from astropy.time import Time\nreturn Time(0.5, format='jd')",
    ],
)
def test_what_has_no_faithful_form_is_reported(box: Box, body: str) -> None:
    if "astropy" in body:
        pytest.importorskip("astropy")
    value = came(box, body)
    assert isinstance(value, NotCarried)
    assert value.reason


def test_a_part_that_is_too_large_is_reported_and_the_next_value_is_carried(box: Box) -> None:
    body = "import collections\nreturn collections.OrderedDict(a=np.zeros(1 << 24)), 1"
    value = came(box, body)
    assert isinstance(value, NotCarried)
    assert "larger" in value.reason
