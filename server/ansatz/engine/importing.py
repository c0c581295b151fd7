"""By which name a project's own tests import a file."""

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname


def module_name(uri: str) -> str:
    """The dotted name: the file's, under those of its folders that are packages."""
    path = Path(url2pathname(urlsplit(uri).path))
    names = [] if path.stem == "__init__" else [path.stem]
    folder = path.parent
    while (folder / "__init__.py").is_file():
        names.append(folder.name)
        folder = folder.parent
    return ".".join(reversed(names))
