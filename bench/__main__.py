"""`python -m bench [name …]`: run the benchmarks of this folder and print one table."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from bench.harness import modules, show


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*modules(), []], help="default: all")
    measures = []
    for name in parser.parse_args().names or modules():
        sys.stderr.write(f"{name} …\n")
        measures += import_module(f"bench.{name}").run()
    show(measures)
    return 1 if any(measure.is_within is False for measure in measures) else 0


if __name__ == "__main__":
    sys.exit(main())
