"""Whether another reader found in every calendar what was written: compare.py EXPECTED READ, both JSON lines."""

import json
import sys


def lines(path):
    with open(path, encoding="utf-8") as file:
        return {line["file"]: line for line in map(json.loads, file)}


expected, read = lines(sys.argv[1]), lines(sys.argv[2])
wrong = 0
for name, said in expected.items():
    heard = read.get(name, {})
    for key, value in said.items():
        if heard.get(key) != value:
            wrong += 1
            if wrong <= 5:
                print(f"{name} {key}: written {value!r}, read {heard.get(key)!r}", file=sys.stderr)
print(f"{len(expected)} calendars, {wrong} differences")
sys.exit(1 if wrong or not expected else 0)
