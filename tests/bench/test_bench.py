"""The parts of the benchmark that need no server: arithmetic, output, messages, data made for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from geo.model.view import View
from geo.query.selection import select
from geo.render.payload import map_payload
from tests.bench import protocol
from tests.bench.figures import Spread, Target, number, percentile, ratio, slope, table, write_json
from tests.bench.geometry import features_of
from tests.bench.growth import grow, replicas
from tests.bench.pages import addresses
from tests.bench.plan import plan, views
from tests.bench.report import report
from tests.bench.servers import HIDE
from tests.bench.targets import targets
from tests.bench.timeline import by_script, main_thread, self_times, spans


def test_percentile_interpolates_between_the_neighbours():
    assert percentile([4, 1, 3, 2], 0.5) == 2.5
    assert percentile([1, 2, 3, 4, 5], 0.95) == pytest.approx(4.8)
    assert percentile([7], 0.95) == 7
    assert [percentile([3, 9, 6], share) for share in (0, 1)] == [3, 9]


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1], 1.1), ([1], -0.1)])
def test_percentile_of_nothing_or_outside_is_an_error(values, share):
    with pytest.raises(ValueError, match="at least one value expected"):
        percentile(values, share)


def test_spread_counts_and_rounds():
    assert Spread.of([1.004, 3.0, 2.0]) == Spread(n=3, p50=2.0, p95=2.9, least=1.0, greatest=3.0)


def test_slope_is_least_squares():
    assert slope([(1, 101), (10, 110), (100, 200)]) == pytest.approx(1.0)
    assert slope([(0, 0), (1, 2), (2, 1)]) == pytest.approx(0.5)
    with pytest.raises(ValueError, match="two different x"):
        slope([(3, 1), (3, 2)])


def test_target_passes_at_its_limit_and_says_when_it_was_not_measured():
    assert Target("a", 1.0, "at most", 1.0).passed is True
    assert Target("a", 1.01, "at most", 1.0).passed is False
    assert Target("a", 0.7, "at least", 0.7).passed is True
    assert Target("a", 0.69, "at least", 0.7).passed is False
    missing = Target("a", None, "at most", 8, "kB")
    assert missing.passed is None
    assert missing.row() == ["a", "–", "at most 8 kB", "not measured"]
    assert missing.record()["passed"] is None


def test_ratio_of_what_was_not_measured_is_unknown():
    assert ratio(3, 2) == 1.5
    assert ratio(None, 2) is None
    assert ratio(3, None) is None
    assert ratio(3, 0) is None
    assert ratio(0, 3) == 0


def test_targets_read_a_result_and_leave_out_what_a_run_did_not_measure():
    spread = {"p50": 50.0, "p95": 90.0, "greatest": 6000}
    floor = {"painted_ms": {"p50": 100.0, "p95": 150.0}, "settled_ms": {"p50": 100.0}}
    results = {
        "apps": {
            "floor": floor,
            "atlas": {"painted_ms": spread, "map_bytes": spread, "levels": {"1": {"change_ms": {"p95": 20}}, "100": {"change_ms": None}}},
        },
        "growth": None,
    }  # fmt: skip
    found = {target.name: target for target in targets(results)}
    assert found["filter change to map repainted, median, to the floor's"].value == 0.5
    assert found["the same, p95"].value == pytest.approx(0.6)
    assert found["map bytes a change, the greatest"].value == 6
    for name, target in found.items():
        if name not in {
            "filter change to map repainted, median, to the floor's",
            "the same, p95",
            "map bytes a change, the greatest",
        }:
            assert target.passed is None, name


def test_number_keeps_what_tells_something():
    assert [number(value) for value in (None, 0.123, 12.34, 1234.5, 3, 0)] == [
        "–",
        "0.12",
        "12.3",
        "1,234",
        "3",
        "0",
    ]


def test_table_is_aligned_markdown():
    assert table(["what", "ms"], [["floor", "86"], ["atlas", "1,040"]]).splitlines() == [
        "| what  |    ms |",
        "|-------|------:|",
        "| floor |    86 |",
        "| atlas | 1,040 |",
    ]


def test_json_is_readable_and_never_holds_what_json_does_not_know(tmp_path):
    path = tmp_path / "deep" / "results.json"
    write_json(path, {"b": "é", "a": [1.5, None]})
    assert path.read_text(encoding="utf-8") == '{\n  "b": "é",\n  "a": [\n    1.5,\n    null\n  ]\n}\n'
    with pytest.raises(ValueError, match="JSON compliant"):
        write_json(path, {"a": float("nan")})


def test_first_message_asks_for_a_run_of_the_address():
    message = BackMsg.FromString(protocol.first_message("lang=ru"))
    assert message.WhichOneof("type") == "rerun_script"
    assert message.rerun_script.query_string == "lang=ru"
    assert not message.rerun_script.widget_states.widgets


def test_recorded_change_is_replayed_without_the_browser_s_own_cache():
    recorded = BackMsg()
    recorded.rerun_script.query_string = "country=KGZ"
    state = recorded.rerun_script.widget_states.widgets.add(id="$$ID-filter.country")
    state.string_array_value.data.append("KGZ")
    recorded.rerun_script.cached_message_hashes.append("abc")
    sent = protocol.replayable(recorded.SerializeToString())
    assert sent is not None
    message = BackMsg.FromString(sent).rerun_script
    assert list(message.cached_message_hashes) == []
    assert message.query_string == "country=KGZ"
    assert list(message.widget_states.widgets) == [state]


def test_other_messages_are_not_replayed():
    assert protocol.replayable(BackMsg(app_heartbeat=True).SerializeToString()) is None


def _finished(status: int) -> bytes:
    return ForwardMsg(script_finished=status).SerializeToString()


def test_end_of_a_run_is_told_apart():
    running, ended = protocol.Outcome(done=False, failed=False), protocol.Outcome(done=True, failed=False)
    assert protocol.outcome_of(_finished(ForwardMsg.FINISHED_SUCCESSFULLY)) == ended
    assert protocol.outcome_of(_finished(ForwardMsg.FINISHED_EARLY_FOR_RERUN)) == running
    assert protocol.outcome_of(_finished(ForwardMsg.FINISHED_WITH_COMPILE_ERROR)).failed
    assert protocol.outcome_of(ForwardMsg(ref_hash="x").SerializeToString()) == running


def test_traceback_on_the_page_is_a_failure():
    message = ForwardMsg()
    message.delta.new_element.exception.message = "no such column"
    assert protocol.outcome_of(message.SerializeToString()) == protocol.Outcome(done=False, failed=True)
    assert not protocol.outcome_of(_component("geo.atlas_map")).failed


def _component(name: str) -> bytes:
    message = ForwardMsg()
    message.delta.new_element.bidi_component.component_name = name
    return message.SerializeToString()


def test_traffic_is_counted_by_element_and_for_the_map():
    text = ForwardMsg()
    text.delta.new_element.text.body = "31 claims"
    block = ForwardMsg()
    block.delta.add_block.vertical.border = True
    drawn, panel, end = _component("geo.atlas_map"), _component("geo.evidence"), _finished(0)
    frames = [text.SerializeToString(), block.SerializeToString(), drawn, panel, drawn, end]
    traffic = protocol.traffic_of(frames)
    assert traffic.total == sum(map(len, frames)) == sum(traffic.by_element.values())
    assert traffic.map == 2 * len(drawn)
    assert traffic.frames == 6
    assert list(traffic.by_element) == [
        "add_block", "bidi_component geo.atlas_map", "bidi_component geo.evidence", "script_finished", "text",
    ]  # fmt: skip


def test_frame_that_a_change_is_timed_by_is_the_map_s_or_else_the_text_s():
    text = ForwardMsg()
    text.delta.new_element.text.body = "Chosen: Bravo"
    line, drawn, end = text.SerializeToString(), _component("geo.atlas_map"), _finished(0)
    assert protocol.first_shown([end, line, drawn, drawn]) == 2
    assert protocol.first_shown([end, line, line]) == 1
    assert protocol.first_shown([end]) is None


TOPOLOGY = {
    "transform": {"scale": [0.5, 0.25], "translate": [10, 40]},
    # Two squares side by side that share the middle line, arc 0.
    "arcs": [[[2, 0], [0, 4]], [[2, 4], [-2, 0], [0, -4], [2, 0]], [[2, 0], [2, 0], [0, 4], [-2, 0]]],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "004", "properties": {"name": "West"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "051", "arcs": [[[-1, 2]]]},
            ]
        }
    },
}


def test_topology_becomes_geojson_whose_neighbours_share_their_border():
    west, east = features_of(TOPOLOGY, "countries", ["004", "051"])
    assert west["properties"] == {"name": "West"}
    assert west["geometry"]["coordinates"] == [[[[11, 40], [11, 41], [10, 41], [10, 40], [11, 40]]]]
    assert east["geometry"]["coordinates"] == [[[[11, 41], [11, 40], [12, 40], [12, 41], [11, 41]]]]
    with pytest.raises(ValueError, match="no feature with id 999"):
        features_of(TOPOLOGY, "countries", ["999"])


def _claims(count: int) -> list[dict]:
    return [
        {
            "id": f"alpha-{number:03}",
            "start": number,
            "summary": {"en": f"One {number}", "ru": f"Раз {number}"},
        }
        for number in range(1, count + 1)
    ]


def test_replicas_have_ids_of_their_own_in_the_order_of_their_passages():
    grown = replicas(_claims(12), 10)
    assert len({claim["id"] for claim in grown}) == 120
    assert [claim["id"] for claim in grown] == [f"alpha-{number:03}" for number in range(1, 121)]
    assert [claim["start"] for claim in grown] == sorted(claim["start"] for claim in grown)
    assert len({claim["summary"]["ru"] for claim in grown}) == 120


def test_grown_data_is_a_copy_without_the_readers_articles(tmp_path):
    folder = tmp_path / "data" / "texts" / "alpha"
    folder.mkdir(parents=True)
    (folder / "claims.json").write_text(json.dumps(_claims(3)), encoding="utf-8")
    (folder / "text.txt").write_text("the article", encoding="utf-8")
    (tmp_path / "data" / "VERSION").write_text("1\n", encoding="utf-8")
    assert grow(tmp_path / "data", tmp_path / "more", 10) == 30
    assert (tmp_path / "more" / "VERSION").read_text(encoding="utf-8") == "1\n"
    assert not (tmp_path / "more" / "texts" / "alpha" / "text.txt").exists()
    assert len(json.loads((folder / "claims.json").read_text(encoding="utf-8"))) == 3


def test_planned_changes_each_draw_another_map_and_end_where_they_began(atlas):
    choices = plan(atlas, 30)
    shown = views(choices)
    assert len(choices) >= 30
    assert shown[-1] == View()
    assert len({choice.filter for choice in choices}) >= 4
    before = View()
    for choice, view in zip(choices, shown, strict=True):
        assert select(atlas, view).claims, choice
        assert map_payload(atlas, view)["layers"] != map_payload(atlas, before)["layers"], choice
        before = view
    filled = [view for view in shown if view != View()]
    assert len(set(filled)) > 0.9 * len(filled)


def test_report_has_a_column_for_each_page_and_a_line_for_each_target():
    results = {
        "apps": {
            "floor": {"painted_ms": {"p50": 86.4}},
            "usual": {"no_return_value": {"heap_mb": 17}},
            "atlas": {},
        },
        "growth": None,
    }
    lines = report(results, targets(results)).splitlines()
    assert [cell.strip() for cell in lines[0].split("|")[1:-1]] == [
        "",
        "floor",
        "usual",
        "atlas",
        "usual, no return",
    ]
    repainted = next(line for line in lines if line.startswith("| change to repainted, ms, median"))
    assert [cell.strip() for cell in repainted.split("|")[2:-1]] == ["86.4", "–", "–", "–"]
    assert sum("not measured" in line for line in lines) == len(targets(results))


def test_each_page_is_held_against_the_floor_and_has_a_line_of_its_own():
    def page(first, settled):
        return {
            "first_ms": {"p50": first},
            "painted_ms": {"p50": 1},
            "settled_ms": {"p50": settled, "p95": settled},
        }

    results = {
        "apps": {"atlas": {}},
        "growth": None,
        "pages": {"floor": page(400, 100), "borders": page(780, 210)},
    }
    reached = {target.name: target for target in targets(results)}
    assert reached["borders: first content, cold cache, median, to the floor's"].passed is True
    assert reached["borders: change to whole page settled, median, to the floor's"].passed is False
    assert not any(name.startswith("floor:") for name in reached)
    (line,) = [
        line for line in report(results, targets(results)).splitlines() if line.startswith("| borders ")
    ]
    assert [cell.strip() for cell in line.split("|")[2:-1]] == ["780", "1", "210", "210", "–"]


@pytest.mark.parametrize(("start", "found"), [(HIDE, "H11Protocol None"), ("", "HttpToolsProtocol uvloop")])
def test_a_stock_app_is_served_without_what_the_atlas_adds(start, found):
    look = """
from uvicorn.loops.auto import auto_loop_factory
from uvicorn.protocols.http.auto import AutoHTTPProtocol
loop = auto_loop_factory().__module__.split(".")[0]
print(AutoHTTPProtocol.__name__, loop if loop == "uvloop" else None)
"""
    done = subprocess.run([sys.executable, "-c", start + look], capture_output=True, text=True, check=True)
    assert done.stdout.split() == found.split()


def test_every_page_has_an_address():
    found = addresses()
    assert found["map"] == ""
    assert found["threats"] == "threats"
    assert len(set(found.values())) == len(found)


def _event(name, begin, duration, tid=1):
    return {"ph": "X", "pid": 1, "tid": tid, "name": name, "ts": begin, "dur": duration}


def test_self_time_leaves_out_what_an_event_called_and_what_lies_outside():
    events = [
        _event("Task", 0, 100),
        _event("Call", 10, 50),
        _event("Layout", 20, 30),
        _event("Call", 70, 10),
        _event("Task", 200, 40),
        _event("Task", 900, 40),
    ]
    assert self_times(events, [(0, 300)]) == {"Task": (80, 2), "Call": (30, 2), "Layout": (30, 1)}


def test_spans_run_from_a_mark_to_the_next_of_the_other():
    marks = [
        {"name": name, "ts": ts}
        for name, ts in (("b", 5), ("a", 1), ("a", 9), ("x", 10), ("b", 12), ("a", 20))
    ]
    assert spans(marks, "a", "b") == [(1, 5), (9, 12)]


def test_main_thread_is_the_busiest_renderer():
    names = [
        {"ph": "M", "pid": 1, "tid": tid, "name": "thread_name", "args": {"name": name}}
        for tid, name in ((1, "CrRendererMain"), (2, "CrRendererMain"), (3, "Compositor"))
    ]
    events = [
        *names,
        _event("Task", 0, 1, 1),
        *(_event("Task", at, 1, 2) for at in range(3)),
        *(_event("Task", at, 1, 3) for at in range(9)),
    ]
    assert {one["tid"] for one in main_thread(events)} == {2}
    assert main_thread([]) == []


def test_profile_by_script_counts_a_file_once_a_sample_and_only_inside_the_spans():
    def node(key, url, *children):
        return {"id": key, "callFrame": {"url": url, "functionName": "(program)"}, "children": list(children)}

    profile = {
        "startTime": 0,
        "nodes": [
            node(1, "", 2),
            node(2, "http://host/a.js?v=1", 3, 4),
            node(3, "http://host/a.js"),
            node(4, "http://host/b.js"),
        ],
        "samples": [1, 2, 3, 4, 4],
        "timeDeltas": [10, 10, 10, 10, 1000],
    }
    assert by_script(profile, [(15, 100)]) == {"(program)": (30, 0), "a.js": (30, 20), "b.js": (10, 10)}
