"""Writes data/secret; the same files every time."""
import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
TOP = 10**9


def case(name, milestones, peak):
    (SECRET / f"{name}.in").write_text(f"{milestones} {peak} {random.randint(0, TOP)}\n")
    (SECRET / f"{name}.ans").write_text(f"{peak}\n")


random.seed(116)
case("01-one-milestone", 1, 1)
case("02-two-down", 2, 1)
case("03-three-middle", 3, 2)
case("04-three-first", 3, 1)
case("05-hundred", 100, 37)
case("06-power-of-two", 1024, 512)
case("07-after-a-power-of-two", 1025, 514)
case("08-large-first", TOP, 1)
case("09-large-second", TOP, 2)
case("10-large-last", TOP, TOP)
case("11-large-before-last", TOP, TOP - 1)
case("12-large-anywhere", TOP - 1, 987_654_321)
