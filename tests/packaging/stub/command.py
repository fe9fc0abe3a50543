"""The stub's ``offerkit`` command: it repeats what it was asked."""

import sys


def main() -> None:
    print("asked to", *sys.argv[1:])
