/* Joined Up's network as blocks: a circle a group of organisations, a line a number of pairs.
 *
 * A circle's area is the number of organisations (small ones are drawn larger, so that they can
 * be seen and clicked); its ring shows how many are connected (filled), without a partnership on
 * record (hollow) and unknown (dotted). Where each stands, arranging.js says, at zoom 0; zooming
 * enlarges the whole drawing, so that nothing can come to collide.
 */
(function () {
  "use strict";

  const J = window.joinedup;
  const TAU = 2 * Math.PI;
  const NUMBERS = 9;       // on the lines of the circle that is pointed at
  const STATES = ["c", "n", "u"];
  const WORDS = ["connected", "no partnership on record", "unknown"];

  let plan = null, blocks = null, hot = null;

  const figure = (number) => J.arranging.figure(number);
  const total = (cell) => J.arranging.total(cell);
  const widthOf = (text, size, weight) => J.arranging.widthOf(text, size, weight);

  const along = (line, t) => {
    const a = plan.spots[line.one], b = plan.spots[line.other], u = 1 - t;
    return { x: u * u * a.x + 2 * u * t * line.cx + t * t * b.x, y: u * u * a.y + 2 * u * t * line.cy + t * t * b.y };
  };

  /* ---- drawing ---- */
  function ring(ctx, x, y, r, counts, colour, ink) {
    const all = counts[0] + counts[1] + counts[2], band = J.arranging.bandOf(r), inner = r - band;
    ctx.beginPath(); ctx.arc(x, y, r, 0, TAU); ctx.fillStyle = ink.halo; ctx.fill();
    let from = -TAU / 4;
    counts.forEach((count, k) => {
      if (!count) return;
      const whole = count === all, to = from + (count / all) * TAU, gap = whole ? 0 : 0.9 / r;
      const start = Math.min(from + gap, (from + to) / 2), end = Math.max(to - gap, (from + to) / 2);
      const edge = Math.max(1.3, Math.min(2.4, band * 0.24));
      ctx.beginPath();
      if (STATES[k] === "c") {
        ctx.arc(x, y, r, start, end); ctx.arc(x, y, inner, end, start, true); ctx.closePath();
        ctx.fillStyle = colour; ctx.fill();
      } else if (STATES[k] === "n") {
        ctx.arc(x, y, r - edge / 2, start, end);
        if (whole) ctx.moveTo(x, y - inner - edge / 2);
        ctx.arc(x, y, inner + edge / 2, end, start, true);
        if (!whole) ctx.closePath();
        ctx.lineWidth = edge; ctx.strokeStyle = colour; ctx.stroke();
      } else {
        ctx.arc(x, y, r - band / 2, start, end);
        ctx.lineWidth = Math.max(2, band * 0.34); ctx.strokeStyle = colour; ctx.lineCap = "round";
        ctx.setLineDash([0.1, ctx.lineWidth * 1.9]); ctx.stroke(); ctx.setLineDash([]); ctx.lineCap = "butt";
      }
      from = to;
    });
  }
  function write(ctx, text, x, y, size, weight, align, colour, halo) {
    ctx.font = J.arranging.font(size, weight); ctx.textAlign = align; ctx.textBaseline = "middle"; ctx.lineJoin = "round";
    ctx.lineWidth = size * 0.28; ctx.strokeStyle = halo; ctx.strokeText(text, x, y);
    ctx.fillStyle = colour; ctx.fillText(text, x, y);
  }
  function drawLines(ctx, ink) {
    const one = hot && hot.block;
    const shown = plan.lines.filter((line) => one === undefined || one === null ? line.rest : line.one === one || line.other === one);
    shown.slice().reverse().forEach((line) => {
      const a = plan.spots[line.one], b = plan.spots[line.other], chosen = one !== undefined && one !== null || (hot && hot.line === line);
      ctx.globalAlpha = chosen ? 0.85 : 0.4;
      ctx.beginPath(); ctx.moveTo(a.x, a.y); ctx.quadraticCurveTo(line.cx, line.cy, b.x, b.y);
      ctx.lineWidth = line.width; ctx.strokeStyle = chosen ? ink.accent : ink.tie; ctx.lineCap = "round"; ctx.stroke();
    });
    plan.loops.forEach((loop) => {
      ctx.globalAlpha = hot && hot.block === loop.one ? 0.85 : 0.5;
      ctx.beginPath(); ctx.arc(loop.x, loop.y, loop.r, 0, TAU);
      ctx.lineWidth = loop.width; ctx.strokeStyle = hot && hot.block === loop.one ? ink.accent : ink.tie; ctx.stroke();
    });
    ctx.globalAlpha = 1;
    return shown;
  }
  /* How many pairs: on the widest lines of the circle that is pointed at, none over another. */
  function drawNumbers(ctx, lines, ink) {
    const taken = plan.spots.map((spot) => [spot.x - spot.r, spot.y - spot.r, spot.x + spot.r, spot.y + spot.r])
      .concat(plan.texts.map(boxOf), plan.numbers);
    lines.slice(0, NUMBERS).forEach((line) => {
      const text = figure(line.count), wide = widthOf(text, plan.size, "bold");
      const free = [0.5, 0.4, 0.6, 0.32, 0.68, 0.25, 0.75].map((t) => along(line, t)).find((at) => {
        const box = [at.x - wide / 2 - 2, at.y - plan.size * 0.6, at.x + wide / 2 + 2, at.y + plan.size * 0.6];
        if (taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1])) return false;
        taken.push(box);
        return true;
      });
      if (free) write(ctx, text, free.x, free.y, plan.size, "bold", "center", ink.accent, ink.halo);
    });
  }
  function boxOf(text) {
    const wide = widthOf(text.text, text.size, text.weight), left = text.align === "left" ? text.x : text.x - wide / 2;
    return [left, text.y - text.size * 0.55, left + wide, text.y + text.size * 0.55];
  }
  function drawCells(ctx, ink) {
    const size = blocks.grid ? plan.size : plan.size * 1.1;
    plan.numbers = [];
    blocks.cells.forEach((cell, i) => {
      const spot = plan.spots[i], number = figure(total(cell)), beside = spot.number === "beside";
      ring(ctx, spot.x, spot.y, spot.r, cell.counts, J.common.tinted(cell.colour), ink);
      if (blocks.ringed.includes(i) || (hot && hot.block === i)) {
        ctx.beginPath(); ctx.arc(spot.x, spot.y, spot.r + 4, 0, TAU);
        ctx.lineWidth = 2.4; ctx.strokeStyle = ink.ring; ctx.stroke();
      }
      const text = { text: number, x: beside ? spot.x + spot.r + 4 : spot.x, size: size,
        y: spot.number === "under" ? spot.y + spot.r + size * 0.62 : spot.y, weight: "bold", align: beside ? "left" : "center" };
      plan.numbers.push(boxOf(text));
      write(ctx, text.text, text.x, text.y, size, "bold", text.align, ink.text, ink.halo);
    });
  }
  function draw(ctx, map, ink) {
    if (!plan) return;
    const scale = map.options.crs.scale(map.getZoom()), origin = map.getPixelOrigin();
    ctx.save();
    ctx.translate(-origin.x, -origin.y);
    ctx.scale(scale, scale);
    (plan.lanes || []).forEach((lane) => {
      ctx.beginPath(); ctx.moveTo(lane.x, lane.y); ctx.lineTo(lane.x, lane.y + lane.h);
      ctx.globalAlpha = 0.35; ctx.lineWidth = 1; ctx.strokeStyle = ink.line; ctx.stroke(); ctx.globalAlpha = 1;
    });
    const lines = drawLines(ctx, ink);
    drawCells(ctx, ink);
    plan.texts.forEach((text) => write(ctx, text.text, text.x, text.y, text.size, text.weight, text.align, ink.text, ink.halo));
    if (hot && hot.block !== undefined) drawNumbers(ctx, lines, ink);
    ctx.restore();
  }

  /* ---- pointing ---- */
  function at(map, layerPoint) {
    if (!plan) return null;
    const scale = map.options.crs.scale(map.getZoom()), origin = map.getPixelOrigin();
    const x = (layerPoint.x + origin.x) / scale, y = (layerPoint.y + origin.y) / scale;
    let near = null;
    plan.spots.forEach((spot, i) => {
      const d = Math.hypot(spot.x - x, spot.y - y) - spot.r;
      if (d <= 5 && (!near || d < near.d)) near = { d: d, block: i };
    });
    if (near) return { block: near.block };
    plan.lines.filter((line) => line.rest).forEach((line) => {
      for (let k = 1; k < 24; k++) {
        const spot = along(line, k / 24), d = Math.hypot(spot.x - x, spot.y - y) - line.width / 2;
        if (d <= 4 && (!near || d < near.d)) near = { d: d, line: line };
      }
    });
    return near ? { line: near.line } : null;
  }
  const same = (one, other) => (one ? one.block : undefined) === (other ? other.block : undefined)
    && (one ? one.line : undefined) === (other ? other.line : undefined);

  /* What is said of a circle or a line; `how` a circle is opened. */
  function tell(found, how) {
    const pairs = (count) => figure(count) + (count === 1 ? " pair shares" : " pairs share") + " a partnership or a tie";
    if (found.line) {
      return [blocks.cells[found.line.one].name + " and " + blocks.cells[found.line.other].name, pairs(found.line.count)];
    }
    const cell = blocks.cells[found.block], count = total(cell);
    const states = cell.counts.map((n, k) => figure(n) + " " + WORDS[k]).filter((_, k) => cell.counts[k]);
    const loop = plan.loops.find((one) => one.one === found.block);
    const others = plan.lines.filter((line) => line.one === found.block || line.other === found.block).slice(0, 3)
      .map((line) => blocks.cells[line.one === found.block ? line.other : line.one].name + " (" + figure(line.count) + ")");
    return [cell.name + ": " + figure(count), states.join(", "), loop ? "Within: " + pairs(loop.count) : "Within: no pair",
      others.length ? "Most pairs with: " + others.join("; ") : "", how].filter(Boolean);
  }

  /* ---- the key ---- */
  function symbol(ctx, item, side, ink) {
    const middle = side / 2;
    if (item.block) {
      ring(ctx, middle, middle, 8.5, STATES.map((state) => (state === item.block ? 1 : 0)), ink.muted, ink);
      return;
    }
    ctx.strokeStyle = ink.tie; ctx.lineWidth = 3;
    ctx.beginPath(); ctx.moveTo(1, side - 4); ctx.quadraticCurveTo(middle, side - 8, side - 1, side - 4); ctx.stroke();
    ctx.lineWidth = 2;
    ctx.beginPath(); ctx.arc(middle, 7, 5, 0, TAU); ctx.stroke();
  }

  /* Projected, they are arranged in a smaller window, and shown larger. */
  const room = (map) => map.getSize().divideBy(J.common.large());
  function arranged(map, below) {
    const { x, y } = room(map);
    return J.arranging.arrange(blocks, x, y, below / J.common.large());
  }

  J.blocks = {
    /* Takes the blocks of a picture. */
    take: function (found) { blocks = found; hot = null; plan = null; },
    /* Fits them into the window, of which the key takes `below` pixels. */
    fit: function (map, below) {
      const { x, y } = room(map), snap = map.options.zoomSnap;
      if (blocks) plan = arranged(map, below);
      map.options.zoomSnap = 0;
      map.setView([-y / 2, x / 2], Math.log2(J.common.large()), { animate: false });
      map.options.zoomSnap = snap;
    },
    /* Makes sure that they have their places, without moving the window. */
    ready: function (map, below) { if (!plan) plan = arranged(map, below); },
    draw: draw,
    at: at,
    tell: tell,
    symbol: symbol,
    idOf: function (found) { return found && found.block !== undefined ? blocks.cells[found.block].id : ""; },
    /* Remembers what is pointed at; true where that changes the drawing. */
    point: function (found) { const other = !same(hot, found); hot = found; return other; },
    /* What is drawn, for tests and for whoever looks at it from outside. */
    stated: function () {
      return { blocks: blocks.cells.length, lines: plan ? plan.lines.filter((line) => line.rest).length : 0,
        organisations: blocks.cells.reduce((sum, cell) => sum + total(cell), 0) };
    },
    /* Centre of a block in pixels of the window. */
    spot: function (map, id) {
      const i = blocks.cells.findIndex((cell) => cell.id === id);
      if (i < 0) return null;
      const p = map.latLngToContainerPoint([-plan.spots[i].y, plan.spots[i].x]);
      return { x: p.x, y: p.y };
    },
    /* All circles, as the keyboard goes over them: name, id, centre and radius in pixels at zoom 0. */
    all: function () {
      return blocks.cells.map((cell, i) => ({ block: i, id: cell.id, name: cell.name,
        x: plan.spots[i].x, y: plan.spots[i].y, r: plan.spots[i].r }));
    },
    /* Boxes of all writing, in pixels at zoom 0: [left, top, right, bottom]. */
    boxes: function () { return plan.texts.map(boxOf).concat(plan.numbers || []); },
  };
})();
