"""Problems of our own in SciCode's form, with their reference code."""

import json
from pathlib import Path

DECAY = {
    "problem_id": "901",
    "problem_name": "decay",
    "problem_description_main": "Follow a radioactive sample whose nuclei decay one by one.",
    "required_dependencies": "import numpy as np\nfrom math import log",
    "sub_steps": [
        {
            "step_number": "901.1",
            "step_description_prompt": "Compute how many nuclei are left: $N = N_0 2^{-t/T}$.",
            "step_background": "Background: T is the half-life.",
            "function_header": "def left(n0, t, T):\n    '''Nuclei that are left.\n    n0: float\n    '''",
            "return_line": "    return n",
            "test_cases": [
                "t = np.linspace(0.0, 3.0, 4)\nassert np.allclose(left(8.0, t, 1.0), target)",
                "assert np.allclose(left(1e20, 2 * t, 0.5), target)",
            ],
            "ground_truth_code": "def left(n0, t, T):\n    return n0 * np.exp(-log(2) * t / T)  # REF-A",
        },
        {
            "step_number": "901.2",
            "step_description_prompt": "Draw how many of `n0` nuclei are left, and the share of them.",
            "step_background": "",
            "function_header": "def drawn(n0, t, T):\n    '''A draw.\n    n0: int\n    '''",
            "return_line": "    return n, share",
            "test_cases": [
                "from scicode.compare.cmp import cmp_tuple_or_list\nnp.random.seed(3)\n"
                "assert cmp_tuple_or_list(drawn(1000, 1.0, 2.0), target)",
                "n, share = drawn(500, 1.0, 2.0)\n"
                "assert np.allclose(n, target[0]) and np.allclose(share, target[1])",
                "assert (share < 1.0) == target",
            ],
            "ground_truth_code": "def drawn(n0, t, T):\n    n = np.random.binomial(n0, left(1.0, t, T))\n"
            "    return n, n / n0  # REF-B",
        },
    ],
}

FORMS = {
    "problem_id": "902",
    "problem_name": "forms",
    "problem_description_main": "Values of several forms.",
    "required_dependencies": "import numpy as np\nimport scipy.sparse",
    "sub_steps": [
        {
            "step_number": "902.1",
            "step_description_prompt": "The discrete Laplacian of a ring, and what is known of it.",
            "step_background": "",
            "function_header": "def ring(n):\n    '''Laplacian of a ring of n sites.'''",
            "return_line": "    return L, facts",
            "test_cases": [
                "from scicode.compare.cmp import are_csc_matrix_close\n"
                "assert are_csc_matrix_close(ring(5)[0], target)",
                "from scicode.compare.cmp import are_dicts_close\nassert are_dicts_close(ring(4)[1], target)",
                "def same_set(a, b):\n    return sorted(a) == sorted(b)\n"
                "assert same_set(list(ring(6)[1]['spectrum'].round(6)), target)",
            ],
            "ground_truth_code": "def ring(n):\n"
            "    L = scipy.sparse.lil_matrix((n, n))\n"
            "    for i in range(n):\n"
            "        L[i, i] += 2\n"
            "        L[i, (i + 1) % n] -= 1\n"
            "        L[i, (i - 1) % n] -= 1\n"
            "    L = L.tocsc()\n"
            "    return L, {'size': n, 'kind': 'ring', 'spectrum': np.linalg.eigvalsh(L.toarray())}",
        },
        {
            "step_number": "902.2",
            "step_description_prompt": "The sum of each row, which says nothing.",
            "step_background": "",
            "function_header": "def rows(n):\n    '''Sum of each row.'''",
            "return_line": "    return s",
            "test_cases": [
                "np.testing.assert_allclose(rows(5), target, atol=1e-12)",
                "r = [rows(4), (rows(3), 2)]\n"
                "assert np.allclose(r[0], target[0]) and np.allclose(r[1][0], target[1][0])",
            ],
            "ground_truth_code": "def rows(n):\n    return np.asarray(ring(n)[0].sum(axis=1)).ravel()",
        },
        {
            "step_number": "902.3",
            "step_description_prompt": "How many sites there are.",
            "step_background": "",
            "function_header": "def sites(n):\n    '''Number of sites.'''",
            "return_line": "    return m",
            "test_cases": ["for expected in [target]:\n    assert sites(5) == expected"],
            "ground_truth_code": "def sites(n):\n    return ring(n)[0].shape[0]",
        },
    ],
}


def gold(step: str) -> str:
    """The reference code of a step."""
    found = [each for problem in (DECAY, FORMS) for each in problem["sub_steps"]]  # type: ignore[union-attr]
    return str(next(each for each in found if each["step_number"] == step)["ground_truth_code"])  # type: ignore[index]


def written(folder: Path) -> Path:
    """Both problems as a file."""
    file = folder / "problems.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in (DECAY, FORMS)), "utf-8")
    return file
