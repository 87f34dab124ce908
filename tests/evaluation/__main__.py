"""Measure reading: ``python -m tests.evaluation [--half develop|unseen|blind2|...] [--faults] [--world]
[--corpus lgl FILE ...]``.

Prints one table a language and set: detection, places within 25 and 161 km, country sets, threats and
characters a second, for the reader and two baselines. The founding texts are found through
``ATLAS_TEXTS``; public corpora (LGL, TR-News, GeoVirus, GeoWebNews as XML) are named with ``--corpus``.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from geo.ingest import Reader, load_reader
from geo.ingest.models import recognise
from geo.store.build.gazetteer import write_world_gazetteer
from geo.store.dataset import find_data_dir
from tests.evaluation.corpora import CORPORA, read_corpus
from tests.evaluation.founding import report_founding
from tests.evaluation.measure import Scores, compare, say
from tests.evaluation.passages import FILES, Passage, read_passages
from tests.evaluation.systems import System, longest_match, model_and_most_populous, ours

HEAD = f"{'':26}{'P':>6}{'R':>6}{'F1':>6}{'25km':>7}{'161km':>7}{'countries':>11}{'threats':>9}{'macro':>7}{'chars/s':>10}"


def _row(name: str, scores: Scores, speed: float, threats: bool) -> str:
    annotated = scores.countries.right + scores.countries.missed
    countries = f"{scores.countries.f1:11.3f}" if annotated else f"{'-':>11}"
    last = f"{scores.threats.f1:9.3f}{scores.macro_f1:7.3f}" if threats else f"{'-':>9}{'-':>7}"
    return (
        f"{name:26}{scores.detection.precision:6.3f}{scores.detection.recall:6.3f}{scores.detection.f1:6.3f}"
        f"{scores.share_within(25):7.3f}{scores.share_within(161):7.3f}{countries}{last}{speed:10,.0f}"
    )


def run(system: System, passages: list[Passage]) -> tuple[Scores, float]:
    """Return the scores and the characters a second of one system."""
    for passage in passages[:40]:  # what is made once, when first needed, is no part of the speed
        system(passage.text, passage.language)
    start = time.process_time()
    found = [system(passage.text, passage.language) for passage in passages]
    spent = time.process_time() - start
    return compare(passages, found), sum(len(one.text) for one in passages) / spent


def report(title: str, passages: list[Passage], systems: dict[str, System], faults: bool) -> None:
    """Print one table."""
    say(f"\n{title}: {len(passages)} texts")
    say(HEAD)
    for name, system in systems.items():
        scores, speed = run(system, passages)
        say(_row(name, scores, speed, bool(scores.by_threat)))
        if faults and name == "reader":
            say("\n".join(f"    {line}" for line in scores.faults))


def resident_megabytes() -> int:
    """Return the memory that this process holds now, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) // 1000


def speed_of(reader: Reader, passages: list[Passage]) -> float:
    """Return the characters a second on one long text made of all passages, half of the longest that is taken."""
    text = ("\n\n".join(one.text for one in passages) * 10)[:1_000_000]
    start = time.process_time()
    reader.read(text)
    return len(text) / (time.process_time() - start)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.evaluation", description=__doc__.partition("\n")[0])
    parser.add_argument("--half", choices=tuple(FILES), help="only one set of the passages")
    parser.add_argument("--faults", action="store_true", help="list what the reader got wrong")
    parser.add_argument(
        "--corpus",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "FILE"),
        help=f"a public corpus at hand, as its authors' XML: {', '.join(CORPORA)}",
    )
    parser.add_argument(
        "--world", action="store_true", help="read with a gazetteer of the whole world, made first (minutes)"
    )
    arguments = parser.parse_args()
    for name, _ in arguments.corpus:
        if name not in CORPORA:
            parser.error(f"--corpus expected one of {', '.join(CORPORA)}, got {name!r}")
    with tempfile.TemporaryDirectory() as folder:
        if arguments.world:
            say("making the gazetteer of the whole world")
            write_world_gazetteer(find_data_dir(), Path(folder))
            os.environ["ATLAS_GAZETTEER"] = folder
        start = time.process_time()
        reader = load_reader(find_data_dir())
    say(
        f"loaded in {time.process_time() - start:.2f} s: {len(reader.gazetteer.patterns):,} names,"
        f" {resident_megabytes():,} MB in memory"
    )
    systems = {"reader": ours(reader), "longest match": longest_match(reader)}
    model = model_and_most_populous(reader)
    if model is not None:
        systems["model + most populous"] = model
        systems["reader + models"] = ours(load_reader(find_data_dir(), recognise))
    else:
        say("model + most populous: not run, the optional models are not installed")
    passages = [one for file in sorted(set(FILES.values())) for one in read_passages(file)]
    for half in [arguments.half] if arguments.half else list(FILES):
        for language in ("en", "ru"):
            chosen = [one for one in passages if one.half == half and one.language == language]
            report(f"passages, {half}, {language}", chosen, systems, arguments.faults)
    say(f"\none long text, one thread: {speed_of(reader, passages):,.0f} characters a second")
    report_founding(reader, arguments.faults)
    say(f"in memory after all this: {resident_megabytes():,} MB")
    for name, file in arguments.corpus:
        loaded = read_corpus(name, Path(file))
        title = f"{CORPORA[name].title}, {loaded.lost} of its places left out: not in their text"
        report(title, loaded.passages, systems, arguments.faults)
    return 0


if __name__ == "__main__":
    sys.exit(main())
