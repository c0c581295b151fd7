"""The settings of one run of a command, put into effect."""

import logging
import sys
from collections.abc import Mapping
from pathlib import Path

from ansatz.engine.settings import Settings, load_settings, workspace_of


def settings_for(path: Path, overrides: Mapping[str, object]) -> Settings:
    """The settings of the workspace that `path` lies in; logging goes to standard error from here on."""
    settings = load_settings(workspace_of(path), command_line=overrides).settings
    logging.basicConfig(stream=sys.stderr, format="ansatz: %(levelname)s: %(message)s", force=True)
    logging.getLogger("ansatz").setLevel(settings.log_level.upper())
    return settings
