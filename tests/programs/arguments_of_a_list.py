"""What a parser makes of texts that the program gives it, one of them wrong."""

from argparse import ArgumentParser, Namespace

import numpy as np

parser = ArgumentParser(prog="train", usage="%(prog)s shape rate")
parser.add_argument("shape", type=int, nargs="+", metavar="SIZE")
parser.add_argument("--rate", type=float, required=True)
parser.add_argument("--keep", action="append", default=[])
known, others = parser.parse_known_args(["3", "2", "--rate", "0.5", "--keep", "w", "--odd"])
print(known.shape, known.rate, known.keep, others, "rate" in known, hasattr(known, "odd"))
given = Namespace(rate=1.0, turns=2)
print(given, given == Namespace(rate=1.0, turns=2), getattr(given, "none", 0))

commands = ArgumentParser(prog="tool")
each = commands.add_subparsers(dest="command", required=True)
fit = each.add_parser("fit", help="fit the line")
fit.add_argument("turns", type=int)
fit.set_defaults(run=np.ones)
chosen = commands.parse_args(["fit", "3"])
w = chosen.run(tuple(known.shape))
for turn in range(chosen.turns):
    w *= known.rate
    setattr(known, "rate", known.rate * 0.5)
    vars(given)["turns"] += 1
print(w, known, given, chosen.command)
parser.print_usage()
parser.parse_args(["3", "--rate", "fast"])
print("not reached")
