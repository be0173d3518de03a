/* Joined Up's picture by keyboard: going from one organisation to the next, and what is said of it.
 *
 * Arrow keys go to the nearest mark in their direction, so that a picture is walked as it is seen;
 * Page Down and Page Up go through all of them by name, so that none is out of reach. Where one is
 * stands in a ring, and is told in words in a live region. Partnerships, circles for many and
 * blocks are gone over like organisations. Needs joinedup.js and what pointing.js says of a mark;
 * of blocks.js where blocks stand, of view.js fitting, of graph.js who is joined with whom.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { isStill, element } = J.common;
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const ASIDE = 2;      // how much further off a mark is for standing aside of the way
  const PART = 0.25;    // of the window, that it moves at once
  const MARGIN = 60;    // pixels; what is gone to stands at least so far inside the window
  const KEYS = [["Arrow keys", "go to the nearest one that way"], ["Page Down, Page Up", "go through all of them by name"],
    ["Enter", "choose it, or open it"], ["Shift and arrow keys", "move the picture"], ["+ and −", "zoom in and out"],
    ["0 or Home", "show everything"], ["Tab", "go to the search, the buttons and the key"], ["Esc", "leave the picture"]];
  const HINT = "Arrow keys: next one. Enter: choose it. ?: all keys. Esc: leave the picture.";
  const FOCUSABLE = "a[href], button:not([disabled]), input:not([disabled]), summary, [tabindex='0']";

  let here = null;     // id of where the keyboard is; null before it has gone anywhere
  let ring = null, said = null, help = null, opener = null;
  let order = { of: null, list: [] }, lines = { url: null, net: null };

  /* ---- what there is to go to: in layer pixels, by name ---- */
  function standing() {
    const { map, picture, renderer } = S;
    if (!picture) return [];
    if (!picture.blocks) return sorted(renderer.shown || [], marks);
    const scale = map.options.crs.scale(map.getZoom()), origin = map.getPixelOrigin();
    return J.blocks.all().map((one) => ({ ...one, one: one, x: one.x * scale - origin.x, y: one.y * scale - origin.y, r: one.r * scale }));
  }
  function marks() {
    const { renderer } = S, all = [...renderer.shown, ...(renderer.hubs || []), ...(renderer.clusters || [])];
    return all.map((one) => ({ one: one, name: J.pointing.nameOf(one), x: one.x, y: one.y, r: one.r,
      id: one.cluster ? "circle " + one.cluster[0] : J.marks.idOf(one) }));
  }
  /* The renderer makes new marks with each drawing: until then the order stays. */
  const byName = new Intl.Collator("en-GB", { numeric: true });
  function sorted(drawn, make) {
    if (order.of !== drawn) order = { of: drawn, list: make().sort((a, b) => byName.compare(a.name, b.name)) };
    return order.list;
  }
  const current = (all) => all.find((one) => one.id === here);

  /* Where to begin: at what is selected, else in the middle of the window. */
  function first(all) {
    const chosen = all.find((one) => one.id === S.picture.selected);
    if (chosen) return chosen;
    const middle = S.map.containerPointToLayerPoint(S.map.getSize().divideBy(2));
    return nearest(all, (one) => Math.hypot(one.x - middle.x, one.y - middle.y));
  }
  const nearest = (all, far) => all.reduce((best, one) => (best && far(best) <= far(one) ? best : one), null);
  /* The nearest one in a direction: within the quarter around it if there is any there. */
  function beyond(all, from, [dx, dy]) {
    const ahead = (one) => (one.x - from.x) * dx + (one.y - from.y) * dy;
    const aside = (one) => Math.abs((one.x - from.x) * dy) + Math.abs((one.y - from.y) * dx);
    const there = all.filter((one) => one !== from && ahead(one) > 0.5);
    const quarter = there.filter((one) => aside(one) <= ahead(one));
    return nearest(quarter.length ? quarter : there, (one) => ahead(one) + ASIDE * aside(one));
  }

  /* ---- going ---- */
  function go(step) {
    const all = standing(), from = current(all);
    const to = from ? beyond(all, from, step) : first(all);
    if (to) arrive(to, all); else say(from ? "Nothing further that way." : "There is nothing here. Esc leaves the picture.");
  }
  function turn(by) {
    const all = standing(), from = current(all);
    if (!all.length) return;
    arrive(from ? all[(all.indexOf(from) + by + all.length) % all.length] : first(all), all);
  }
  function arrive(to, all) {
    const map = S.map, at = map.layerPointToContainerPoint([to.x, to.y]), size = map.getSize();
    here = to.id;
    say(words(to, all));
    const edge = (value, whole) => (value < MARGIN ? value - MARGIN : value > whole - MARGIN ? value - whole + MARGIN : 0);
    const off = [edge(at.x, size.x), edge(at.y, size.y - J.view.keyHeight())];
    if (off[0] || off[1]) { S.touched = true; map.panBy(off, { animate: false }); }
    place();
  }
  const words = (to, all) => [to.name, ...about(to), all.indexOf(to) + 1 + " of " + all.length.toLocaleString("en-GB")].join(". ") + ".";
  function about(to) {
    if (to.block !== undefined) return J.blocks.tell(to, "Enter opens it").slice(1);
    const told = J.pointing.aboutOf(to.one, "Enter zooms in").split(" · ").join(", ");
    const count = to.one.i === undefined ? null : partners(to.one.i);
    return [told, count === null ? "" : (count || "no") + (count === 1 ? " partner" : " partners") + " on record",
      to.id === S.picture.selected ? "Selected" : ""].filter(Boolean);
  }

  /* How many organisations share a partnership or a tie with one; null while that is not known. */
  function partners(i) {
    const net = S.net || (lines.url === S.picture.edges_url ? lines.net : null);
    if (!net) return null;
    const found = new Set();
    net.of[i].forEach((own) => net.held[own.k].forEach((seat) => found.add(seat.i)));
    for (let k = 0; k < net.ties.length; k += 2) {
      if (net.ties[k] === i) found.add(net.ties[k + 1]); else if (net.ties[k + 1] === i) found.add(net.ties[k]);
    }
    found.delete(i);
    return found.size;
  }
  /* The map has lines of the selected one alone: for the others they come when the keyboard does. */
  function fetchLines() {
    const url = S.picture && S.picture.edges_url;
    if (S.net || !url || lines.url === url || !S.data) return;
    lines = { url: url, net: null };
    J.fetching.json(url).then((answer) => {
      if (lines.url !== url) return;
      lines.net = J.graph.read(answer, S.data.organisations.id.length);
      const all = standing(), to = current(all);
      if (to) say(words(to, all));
    }).catch(() => { lines.url = null; });
  }

  /* ---- showing where one is ---- */
  function place() {
    const to = here === null ? null : current(standing()), shown = Boolean(to) && S.map.getContainer().contains(document.activeElement);
    J.here = shown ? here : null;
    ring.hidden = !shown;
    S.map.getContainer().classList.toggle("joinedup-going", shown);
    if (!shown) return;
    const r = Math.max(to.r, 5) + 7;
    ring.style.width = ring.style.height = 2 * r + "px";
    L.DomUtil.setPosition(ring, L.point(to.x - r, to.y - r).round());
    if (S.picture.blocks && J.blocks.point(to)) S.renderer.draw();
    const lines = to.block === undefined ? [to.name, J.pointing.aboutOf(to.one, "Enter zooms in")] : J.blocks.tell(to, "Enter opens it");
    J.pointing.showTip({ layerPoint: L.point(to.x + r, to.y) }, lines);
  }
  function away() {
    ring.hidden = true;
    J.here = null;
    J.pointing.hideTip();
    J.pointing.leaveBlocks();
  }
  const say = (text) => { said.textContent = text; };

  /* ---- what other keys do ---- */
  function take() {
    const to = current(standing());
    if (!to) { go([1, 0]); return; }
    say(to.one.cluster || to.block !== undefined ? "Opened." : to.name + " is selected. Its details come after the picture.");
    if (to.one.cluster) here = null;
    J.pointing.take(to.one);
  }
  function pan([dx, dy]) {
    const size = S.map.getSize();
    S.touched = true;
    S.map.panBy([dx * size.x * PART, dy * size.y * PART], { animate: !isStill() });
  }
  function zoom(by) {
    const map = S.map, to = current(standing());
    const around = to ? map.layerPointToLatLng([to.x, to.y]) : map.getCenter();
    S.touched = true;
    map.setZoomAround(around, map.getZoom() + by * map.options.zoomDelta, { animate: !isStill() });
  }
  function whole() {
    S.touched = false;
    J.view.fit();
    say("The whole picture.");
  }
  /* First what is open is closed; then to the picture, and from there to what comes after it. */
  function escape(e) {
    const box = S.map.getContainer(), open = box.querySelector(".leaflet-popup");
    if (open) S.map.closePopup();
    if (e.target === box && !open) leave(); else box.focus();
  }
  function leave() {
    try {
      const host = window.frameElement;
      const after = Array.from(host.ownerDocument.querySelectorAll(FOCUSABLE)).find((one) =>
        host.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && one.getClientRects().length);
      if (after) { after.focus(); return; }
    } catch (_) { /* embedded elsewhere: Tab leaves it */ }
    S.map.getContainer().blur();
  }

  /* ---- all keys, told ---- */
  function showHelp() {
    opener = document.activeElement;
    help.hidden = false;
    help.querySelector("button").focus();
  }
  function closeHelp() {
    help.hidden = true;
    (opener || S.map.getContainer()).focus();
  }
  function makeHelp() {
    const box = element("div", "joinedup-help leaflet-bar"), close = element("button", "", "Close"), list = element("dl");
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", "The picture by keyboard");
    KEYS.forEach(([key, does]) => list.append(element("dt", "", key), element("dd", "", does)));
    close.type = "button";
    close.addEventListener("click", closeHelp);
    box.append(element("h2", "", "The picture by keyboard"), list, close);
    box.addEventListener("keydown", (e) => { if (e.key === "Escape") { e.stopPropagation(); closeHelp(); } });
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    box.hidden = true;
    return box;
  }

  const DOES = { Enter: take, " ": take, PageDown: () => turn(1), PageUp: () => turn(-1), "+": () => zoom(1), "=": () => zoom(1),
    "-": () => zoom(-1), _: () => zoom(-1), 0: whole, Home: whole, "?": showHelp };
  function onKey(e) {
    if (e.target !== S.map.getContainer() || e.altKey || e.ctrlKey || e.metaKey || !S.picture) return;
    const step = STEPS[e.key], does = DOES[e.key];
    if (!step && !does) return;
    e.preventDefault();
    if (!step) does(); else if (e.shiftKey) pan(step); else go(step);
  }

  /* Once a frame, when its data is there. */
  function start() {
    const map = S.map, box = map.getContainer(), hint = element("p", "joinedup-hint", HINT);
    // Leaflet's own keys only move the window.
    map.keyboard.disable();
    box.tabIndex = 0;
    box.setAttribute("aria-roledescription", S.setup.kind === "map" ? "map" : "network drawing");
    hint.id = "joinedup-hint";
    box.setAttribute("aria-describedby", hint.id);
    said = element("p", "joinedup-said");
    said.setAttribute("role", "status");
    ring = element("div", "joinedup-here");
    ring.hidden = true;
    help = makeHelp();
    map.getPane("joinedup").appendChild(ring);
    box.append(hint, said, help);
    box.addEventListener("keydown", onKey);
    box.addEventListener("focus", fetchLines);
    box.addEventListener("focusout", (e) => { if (!box.contains(e.relatedTarget)) away(); });
    map.on("mousedown", () => box.focus({ preventScroll: true }));
    map.on("zoomstart", away);
    window.addEventListener("keydown", (e) => { if (e.key === "Escape" && box.contains(e.target)) escape(e); });
  }
  /* After each drawing: what was gone to may stand elsewhere, or nowhere. */
  function redrawn() { if (ring && (here !== null)) window.setTimeout(place, 0); }

  J.keys = { start: start, redrawn: redrawn, pan: pan, whole: whole, showHelp: showHelp };
})();
