/* Joined Up's map at full scale: organisations that stand too close together to be told apart
 * are drawn as one circle with their number; its ring shows how many of them are connected.
 *
 * The circles come from a grid that is fixed to the ground, so panning changes nothing, and
 * each stays inside its own cell, so no two ever overlap. Zooming in opens them.
 */
(function () {
  "use strict";

  const J = window.joinedup;
  const CELL = 68;       // pixels
  const LARGEST = 22;    // pixels; with little play upwards, a name has room between two rows
  const PLAY = 2;        // pixels
  const FAR = 16;        // pixels; what would stand further off joins a circle next door
  const NUMBERED = 12;   // pixels; a smaller circle, in the key, has no number in it
  const MANY = 1000;     // maps with fewer marks are drawn one by one
  const OPEN = 15;       // from this zoom on every mark is drawn
  const TAU = 2 * Math.PI;
  const STATES = ["c", "n", "u"];

  /* Projected, all of these are larger. */
  const large = (pixels) => pixels * J.common.large();
  const radius = (count) => large(Math.min(LARGEST, NUMBERED + Math.sqrt(count)));
  /* Fewer in a cell are drawn one by one; close up there is room for more. */
  const fewest = (zoom) => (zoom < 12 ? 4 : 7);
  const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

  /* One number a cell, so that a million are found quickly; columns and rows stay below 2^26. */
  const keyOf = (column, row) => row * 67108864 + column;

  /* Whether a map of so many marks is drawn with circles where they are close. */
  J.isCrowded = (count) => count > MANY;

  /* Parts organisations into those drawn one by one and circles.
   *
   * indices: the organisations; flat: where each stands at zoom 0, x and y in turns, in pixels;
   * at: their scale now, and the layer's origin in the pixels of the whole world;
   * states: one letter an organisation; kept: those drawn by themselves wherever they stand.
   * Returns {single, clusters}; a cluster has x, y, r, its organisations and counts by state.
   */
  J.cluster = function (indices, flat, at, zoom, states, kept) {
    if (zoom >= OPEN) return { single: indices, clusters: [] };
    const cells = new Map(), single = [], wide = large(CELL);
    indices.forEach((i) => {
      if (kept.has(i)) { single.push(i); return; }
      const x = flat[2 * i] * at.scale, y = flat[2 * i + 1] * at.scale;
      const column = Math.floor(x / wide), row = Math.floor(y / wide), key = keyOf(column, row);
      let cell = cells.get(key);
      if (!cell) cells.set(key, (cell = { column: column, row: row, x: 0, y: 0, members: [] }));
      cell.x += x; cell.y += y; cell.members.push(i);
    });
    cells.forEach((cell, key) => {
      if (cell.members.length >= fewest(zoom)) return;
      cell.members.forEach((i) => single.push(i));
      cells.delete(key);
    });
    joinNeighbours(cells);
    const clusters = Array.from(cells.values(), (cell) =>
      circle(cell, spot(cell, cells), at.origin, states));
    return { single: single, clusters: clusters };
  };

  /* A few at the edge of their cell go to the circle next door, as theirs would stand far off. */
  function joinNeighbours(cells) {
    const order = Array.from(cells.values()).sort((a, b) =>
      a.members.length - b.members.length || a.row - b.row || a.column - b.column);
    order.forEach((cell) => {
      const middle = mean(cell), at = spot(cell, cells);
      if (Math.hypot(at.x - middle.x, at.y - middle.y) <= large(FAR)) return;
      let best = null, least = large(CELL);
      for (let rows = -1; rows <= 1; rows++) for (let columns = -1; columns <= 1; columns++) {
        const other = cells.get(keyOf(cell.column + columns, cell.row + rows));
        if (!other || other === cell || other.members.length < cell.members.length) continue;
        const there = mean(other), distance = Math.hypot(there.x - middle.x, there.y - middle.y);
        if (distance < least) { best = other; least = distance; }
      }
      if (!best) return;
      best.x += cell.x; best.y += cell.y; cell.members.forEach((i) => best.members.push(i));
      cells.delete(keyOf(cell.column, cell.row));
    });
  }

  const mean = (cell) => ({ x: cell.x / cell.members.length, y: cell.y / cell.members.length });

  /* Where a cell's circle stands: over the middle of what is in it, as far as its cell allows.
     Towards a row that holds nothing there is room; else a name has to fit between two. */
  function spot(cell, cells) {
    const wide = large(CELL), room = wide / 2 - radius(cell.members.length) - 1, middle = mean(cell);
    const play = (rows) => (cells.has(keyOf(cell.column, cell.row + rows)) ? Math.min(room, large(PLAY)) : room);
    const x = (cell.column + 0.5) * wide, y = (cell.row + 0.5) * wide;
    return { x: clamp(middle.x, x - room, x + room), y: clamp(middle.y, y - play(-1), y + play(1)) };
  }

  function circle(cell, at, origin, states) {
    const counts = { c: 0, n: 0, u: 0 };
    cell.members.forEach((i) => { counts[states[i].toLowerCase()] += 1; });
    return { cluster: cell.members, counts: counts, r: radius(cell.members.length),
      x: at.x - origin.x, y: at.y - origin.y };
  }

  /* Draws one circle: the ring is filled for the connected, empty for those with no partnership
   * on record, dotted for the unknown; the number stands in the middle. */
  J.drawCluster = function (ctx, one, ink) {
    const total = one.cluster.length, width = Math.max(4, one.r * 0.24), middle = one.r - width / 2;
    ctx.setLineDash([]);
    ctx.beginPath(); ctx.arc(one.x, one.y, one.r + 1.5, 0, TAU);
    ctx.fillStyle = ink.halo; ctx.fill();
    let from = -TAU / 4;
    STATES.forEach((state) => {
      const to = from + (TAU * one.counts[state]) / total;
      if (to > from) ring(ctx, one, ink, state, from, to, middle, width);
      from = to;
    });
    ctx.setLineDash([]);
    if (one.r < large(NUMBERED)) return;
    ctx.fillStyle = ink.text;
    ctx.font = "bold " + large(one.r > large(20) && total < 1000 ? 14 : 12) + "px Frutiger, Arial, sans-serif";
    ctx.textAlign = "center"; ctx.textBaseline = "middle";
    ctx.fillText(total.toLocaleString("en-GB"), one.x, one.y + 0.5);
  };

  function ring(ctx, one, ink, state, from, to, middle, width) {
    ctx.strokeStyle = ink.text;
    if (state === "c") {
      ctx.lineWidth = width;
      ctx.beginPath(); ctx.arc(one.x, one.y, middle, from, to); ctx.stroke();
      return;
    }
    ctx.lineWidth = 1.5;
    ctx.setLineDash(state === "u" ? [2, 2.6] : []);
    ctx.beginPath(); ctx.arc(one.x, one.y, one.r - 0.75, from, to); ctx.stroke();
    ctx.beginPath(); ctx.arc(one.x, one.y, one.r - width + 0.75, from, to); ctx.stroke();
  }

  J.clusterName = (one) => one.cluster.length.toLocaleString("en-GB") + " organisations close together";
  J.clusterWords = function (one, how) {
    const words = { c: "connected", n: "no partnership on record", u: "unknown" };
    const parts = STATES.filter((state) => one.counts[state]).map((state) =>
      one.counts[state].toLocaleString("en-GB") + " " + words[state]);
    return parts.join(" · ") + ". " + how;
  };

  /* Zooms until the circle opens; what stands at one spot opens at the last step. */
  J.openCluster = function (map, one, spots, still) {
    const bounds = L.latLngBounds(one.cluster.map((i) => spots[i]));
    const zoom = Math.max(map.getZoom() + 1, map.getBoundsZoom(bounds.pad(0.15)));
    map.setView(bounds.getCenter(), Math.min(OPEN, zoom), { animate: !still });
  };
})();
