"""A line is fitted as its arguments say."""

import argparse

import numpy as np


def positive(text):
    value = float(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def read():
    parser = argparse.ArgumentParser(
        prog="fit",
        description=__doc__,
        epilog="Nothing is read from a file.",
        formatter_class=lambda prog: argparse.ArgumentDefaultsHelpFormatter(prog, width=78),
    )
    parser.add_argument("--learning-rate", "-r", type=positive, default="0.05", help="how far a step goes")
    parser.add_argument("points", nargs="?", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=12, metavar="N")
    parser.add_argument("--data", choices=["line", "noise"], default="line")
    parser.add_argument("--momentum", action=argparse.BooleanOptionalAction, default=True)
    group = parser.add_argument_group("what is told")
    how = group.add_mutually_exclusive_group()
    how.add_argument("-q", "--quiet", action="store_true")
    how.add_argument("-v", dest="level", action="count", default=0)
    parser.set_defaults(decay=0.9)
    return parser


parser = read()
print(parser.format_help())
args = parser.parse_args()
print(args, vars(args)["epochs"], args.data, args.points)
np.random.seed(len(args.data))
x = np.linspace(0.0, 1.0, args.points)
y = 2.0 * x + (0.1 * np.random.randn(args.points) if args.data == "noise" else 1.0)
w, b, speed = 0.0, 0.0, 0.0
for epoch in range(args.epochs):
    error = w * x + b - y
    speed = args.decay * speed + (error * x).mean() if args.momentum else (error * x).mean()
    w -= args.learning_rate * speed
    b -= args.learning_rate * error.mean()
    args.learning_rate *= args.decay
    args.level += 1
    if not args.quiet and epoch % 4 == 0:
        print(epoch, (error**2).mean(), args.learning_rate)
print(w, b, args)
