"""Options of the whole test suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--messages", type=int, default=5_000, help="how much random protocol traffic is sent")


@pytest.fixture
def messages(request: pytest.FixtureRequest) -> int:
    """How many messages of random traffic a test sends."""
    return request.config.getoption("--messages")
