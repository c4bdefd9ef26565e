def what(event):
    match event:
        case ("move", int(dx), int(dy)):
            return ("at", dx + dy)
        case {"kind": "turn", "by": by, **rest}:
            return ("turned", by, len(rest))
        case [first, *others] if first == 0:
            return ("list", others)
        case str() as text:
            return ("text", text)
        case 1 | 2 | None:
            return ("small",)
        case _:
            return ("else",)


events = [("move", 1, 2), {"kind": "turn", "by": 3, "x": 1}, [0, 1, 2], "hello", 2, 9]
seen = []
for event in events:
    seen.append(what(event))
    match len(seen):
        case 1:
            size = "one"
        case n:
            size = "many"
print(seen, size, n)
