import textwrap
from pprint import pformat, pprint

lines = textwrap.dedent("""
    name, score
    ann, 3.5
    bob, 4.0
""").strip().splitlines()
header, rows = lines[0].split(", "), []
for line in lines[1:] * 4:
    name, score = (part.strip() for part in line.split(","))
    rows.append({header[0]: name.title(), header[1]: float(score)})
    width = max(len(row["name"]) for row in rows)
pprint(rows[0])
print(pformat(rows[1]), "-" * width, "|".join(f"{row['score']:6.2f}" for row in rows), "a,b".partition(","))
