"""`python -m ansatz.lsp`: the server as `ansatz serve` starts it; tests choose another engine service."""

import argparse
import sys

from .server import serve

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="ansatz.lsp")
    parser.add_argument("--service", help=argparse.SUPPRESS)
    sys.exit(serve(parser.parse_args().service))
