"""Options of the whole test suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--messages", type=int, default=5_000, help="how much random protocol traffic is sent")

    parser.addoption("--kills", type=int, default=5, help="how often processes are killed at work")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often a test kills a process at a random moment."""
    return request.config.getoption("--kills")


@pytest.fixture
def messages(request: pytest.FixtureRequest) -> int:
    """How many messages of random traffic a test sends."""
    return request.config.getoption("--messages")
