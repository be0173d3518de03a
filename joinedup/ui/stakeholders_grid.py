"""The grid of stakeholders in the browser: points are chosen, dragged, and moved by arrow keys.

The browser draws what :mod:`joinedup.render.stakeholder_grid` has made, moves a point while it is
held, and says where it was put down. What that means is decided in Python.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from joinedup.model import SCORES
from joinedup.render.stakeholder_grid import QUARTERS
from joinedup.services import Quarter

_KEY = "stakeholder-grid"
#: How long the keys have to rest before a move is told, in milliseconds.
_REST_MS = 350
_SCRIPT = """
const REST = __REST__;
const ARROWS = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
const drawing = (text) =>
  document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const [svg, key, editable, wanted, quarters, middle] = data;
  const box = parentElement.querySelector(".grid");
  const line = parentElement.querySelector(".line");
  const told = parentElement.querySelector("[role=status]");
  const legend = parentElement.querySelector("ul");
  const held = box.held ?? (box.held = { moves: new Map(), timer: 0, wanted: "" });
  const focused = parentElement.activeElement?.dataset?.id;
  if (box.drawn !== svg) {
    box.drawn = svg;
    box.replaceChildren(drawing(svg));
    legend.replaceChildren(...key.map(([sign, words]) => {
      const item = document.createElement("li");
      item.append(drawing(sign), words);
      return item;
    }));
  }
  const plane = box.querySelector("svg");
  const [left, top, wide, high, most] =
    ["left", "top", "wide", "high", "most"].map((name) => Number(plane.dataset[name]));
  const points = [...plane.querySelectorAll(".point")];
  const spreadsOf = (id) => [...plane.querySelectorAll(".spread")]
    .filter((one) => one.dataset.of === id);
  const quarter = (power, interest) =>
    quarters[(power >= middle ? 2 : 0) + (interest >= middle ? 1 : 0)];
  const at = (score) => (score - 0.5) / most;
  const score = (part) => Math.max(1, Math.min(most, Math.round(part * most + 0.5)));
  const stand = (point, x, y) => point.setAttribute("transform", `translate(${x} ${y})`);
  const put = (point, power, interest) => {
    point.dataset.now = `${power},${interest}`;
    point.classList.add("held");
    spreadsOf(point.dataset.id).forEach((one) => { one.style.display = "none"; });
    stand(point, left + at(interest) * wide, top + high - at(power) * high);
  };
  const back = (point) => {
    delete point.dataset.now;
    point.classList.remove("held");
    held.moves.delete(point.dataset.id);
    spreadsOf(point.dataset.id).forEach((one) => { one.style.display = ""; });
    stand(point, point.dataset.x, point.dataset.y);
  };
  const say = (words) => { told.textContent = words; line.textContent = words; };
  const tell = () => {
    window.clearTimeout(held.timer);
    const [first] = held.moves;
    if (!first) return;
    held.moves.delete(first[0]);
    setTriggerValue("moved", [first[0], ...first[1]]);
  };
  const move = (point, power, interest) => {
    put(point, power, interest);
    held.moves.set(point.dataset.id, [power, interest]);
    held.last = point.dataset.id;
    say(`Power ${power}, interest ${interest}: ${quarter(power, interest)}. Not saved yet.`);
  };
  const now = (point) => (point.dataset.now ?? `${point.dataset.power},${point.dataset.interest}`)
    .split(",").map(Number);
  const onKey = (event, point) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (held.moves.size) tell();
      else setTriggerValue("chosen", point.dataset.id);
    } else if (event.key === "Escape" && held.moves.has(point.dataset.id)) {
      back(point);
      say("Put back.");
    } else if (editable && ARROWS[event.key]) {
      event.preventDefault();
      const [power, interest] = now(point).map(Math.round);
      const [up, across] = ARROWS[event.key];
      const within = (value) => Math.max(1, Math.min(most, value));
      move(point, within(power + up), within(interest + across));
      window.clearTimeout(held.timer);
      held.timer = window.setTimeout(tell, REST);
    }
  };
  const scoresAt = (event) => {
    const { a: unit, e: across, f: down } = plane.getScreenCTM();
    const x = (event.clientX - across) / unit;
    const y = (event.clientY - down) / unit;
    return [x, y, score((top + high - y) / high), score((x - left) / wide)];
  };
  const onPress = (event, point) => {
    if (event.button !== 0) return;
    const start = [event.clientX, event.clientY];
    let dragged = false;
    point.focus({ preventScroll: true });
    point.setPointerCapture(event.pointerId);
    const onMove = (next) => {
      const away = Math.hypot(next.clientX - start[0], next.clientY - start[1]);
      if (!editable || (!dragged && away < 5)) return;
      dragged = true;
      const [x, y, power, interest] = scoresAt(next);
      point.classList.add("held");
      const kept = (value, low, length) => Math.max(low, Math.min(low + length, value));
      stand(point, kept(x, left, wide), kept(y, top, high));
      line.textContent = `Power ${power}, interest ${interest}: ${quarter(power, interest)}`;
    };
    const onUp = (last) => {
      point.removeEventListener("pointermove", onMove);
      point.removeEventListener("pointerup", onUp);
      point.removeEventListener("pointercancel", onUp);
      if (last.type === "pointercancel") back(point);
      else if (dragged) {
        const [, , power, interest] = scoresAt(last);
        move(point, power, interest);
        tell();
      } else setTriggerValue("chosen", point.dataset.id);
    };
    point.addEventListener("pointermove", onMove);
    point.addEventListener("pointerup", onUp);
    point.addEventListener("pointercancel", onUp);
  };
  points.forEach((point) => {
    point.onkeydown = (event) => onKey(event, point);
    point.onpointerdown = (event) => onPress(event, point);
    // Hearing programs click without a pointer.
    point.onclick = (event) => {
      if (event.detail === 0) setTriggerValue("chosen", point.dataset.id);
    };
    const shown = (is) => {
      if (is) line.textContent = point.dataset.words;
      spreadsOf(point.dataset.id).forEach((one) => one.classList.toggle("shown", is));
    };
    point.onpointerenter = () => shown(true);
    point.onpointerleave = () => shown(false);
    point.onfocus = () => shown(true);
    point.onblur = () => shown(false);
    // A move that has not been told yet stays where the keys have put it.
    const moved = held.moves.get(point.dataset.id);
    if (moved) put(point, ...moved);
  });
  // Once a move is saved or undone, nothing says any more that it is not.
  const last = points.find((point) => point.dataset.id === held.last);
  if (held.last && !held.moves.size && !last?.dataset.unsaved) {
    held.last = "";
    say("");
  }
  const again = focused && points.find((point) => point.dataset.id === focused);
  if (again && parentElement.activeElement !== again) again.focus({ preventScroll: true });
  if (wanted && held.wanted !== wanted) {
    held.wanted = wanted;
    const one = points.find((point) => point.dataset.id === wanted.split(" ")[0]);
    if (one) one.focus();
  }
  const fit = () => {
    const unit = plane.getScreenCTM()?.a;
    if (!unit) return;
    const larger = Math.max(1, 1 / unit);
    box.style.setProperty("--larger", larger);
    box.classList.toggle("narrow", larger > 1.2);
    const off = larger > 1.2 ? "near" : "off";
    points.forEach((point) => {
      const [across, down] = point.dataset[off].split(",");
      const { style } = point.querySelector(".keep");
      style.setProperty("--across", `${across}px`);
      style.setProperty("--down", `${down}px`);
    });
  };
  if (!box.watching) {
    box.watching = new ResizeObserver(() => box.fit());
    box.watching.observe(box);
  }
  box.fit = fit;
  fit();
}
"""
_HTML = (
    '<div class="grid"></div><p class="line" aria-hidden="true"></p>'
    '<p class="told" role="status"></p><ul></ul>'
)
_STYLE = """
:host { display: block; color: var(--st-text-color); }
.grid { --larger: 1; }
svg { display: block; width: 100%; height: auto; }
.grid svg { max-height: 82vh; }
.point { cursor: grab; touch-action: none; outline: none; }
.point:active { cursor: grabbing; }
.point .keep {
  transform: translate(var(--across, 0), var(--down, 0)) scale(var(--larger));
}
.point.held .keep { transform: scale(var(--larger)); }
.point:focus-visible .hit, .point:focus .hit { stroke: #ffb81c; stroke-width: 4px; }
.point:focus .hit { paint-order: stroke; }
.held .off { transform: none; }
.near, .narrow .full { display: none; }
.narrow .near { display: block; }
.spread.shown, .spread.chosen { opacity: 1; stroke-width: 2px; }
.narrow svg > text, .narrow svg > g:not(.point) > text { font-size: calc(12.5px * var(--larger)); }
.line { min-height: 1.5em; margin: 0.2rem 0 0; font-size: 0.95rem; overflow-wrap: anywhere; }
.told { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
ul { display: flex; flex-wrap: wrap; gap: 0.1rem 1rem; margin: 0.3rem 0 0; padding: 0;
  list-style: none; font-size: 0.9rem; }
li { display: inline-flex; gap: 0.35rem; align-items: center; }
li svg { width: 22px; flex: none; }
@media (forced-colors: active) { .point:focus .hit { stroke: Highlight; } }
"""


def show(
    svg: str,
    key: Sequence[tuple[str, str]],
    *,
    editable: bool,
    wanted: str,
    on_moved: Callable[[str, int, int], None],
    on_chosen: Callable[[str], None],
) -> None:
    """Draw the grid.

    Args:
        svg: What :func:`joinedup.render.stakeholder_grid.grid` has made.
        key: Its key, a small SVG and words each.
        editable: Whether its points can be moved.
        wanted: Id of the point that is to have the focus, and behind a blank the number of times
            that it was asked for; empty for none.
        on_moved: Called back with an organisation's id, its power and its interest.
        on_chosen: Called back with the id of what is chosen.
    """
    component = st.components.v2.component(
        "joinedup_stakeholders",
        html=_HTML,
        css=_STYLE,
        js=_SCRIPT.replace("__REST__", str(_REST_MS)),
    )
    order = (Quarter.ASK, Quarter.INFORM, Quarter.SATISFY, Quarter.MANAGE)
    # A list: of a dict Streamlit would ask whether it holds tables, and import pandas for that.
    data: list[Any] = [
        svg,
        [list(one) for one in key],
        editable,
        wanted,
        [QUARTERS[one] for one in order],
        (SCORES[0] + SCORES[-1]) / 2,
    ]
    component(
        data=data,
        key=_KEY,
        height="content",
        on_moved_change=lambda: _moved(on_moved),
        on_chosen_change=lambda: _chosen(on_chosen),
    )


def _held(name: str) -> Any:
    return getattr(st.session_state.get(_KEY), name, None)


def _moved(take: Callable[[str, int, int], None]) -> None:
    """Hand on a move, if it is one: the browser could send anything."""
    found = _held("moved")
    if not (isinstance(found, list) and len(found) == 3 and isinstance(found[0], str)):
        return
    if all(type(one) in (int, float) and one in SCORES for one in found[1:]):
        take(found[0], int(found[1]), int(found[2]))


def _chosen(take: Callable[[str], None]) -> None:
    found = _held("chosen")
    if isinstance(found, str):
        take(found)
