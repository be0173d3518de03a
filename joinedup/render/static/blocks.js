/* Joined Up's network as blocks: a circle a group of organisations, a line a number of pairs.
 *
 * A circle's area is the number of organisations (small ones are drawn larger, so that they can
 * be seen and clicked); its ring shows how many are connected (filled), without a partnership on
 * record (hollow) and unknown (dotted). Where each stands follows from the room in the window,
 * at zoom 0; zooming enlarges the whole drawing, so that nothing can come to collide.
 */
(function () {
  "use strict";

  const J = window.joinedup;
  const TAU = 2 * Math.PI;
  const NARROW = 640;      // pixels; below it a row's heading stands over its circles
  const LEAST = 7.5;       // pixels; radius of the smallest circle
  const LINES = 30;        // drawn while nothing is pointed at
  const NUMBERS = 9;       // on the lines of the circle that is pointed at
  const WIDEST = { grid: 10, lanes: 6 };  // pixels
  const ROOM = { top: 52, left: 14, right: 50, zoom: 90, gap: 12 };
  const LEADING = 1.14;    // of the size of the letters, from line to line
  const STATES = ["c", "n", "u"];
  const WORDS = ["connected", "no partnership on record", "unknown"];

  let plan = null, blocks = null, hot = null;

  const figure = (number) => number.toLocaleString("en-GB");
  const total = (cell) => cell.counts[0] + cell.counts[1] + cell.counts[2];
  const font = (size, weight) => weight + " " + size + "px Frutiger, Arial, sans-serif";
  const clamp = (value, least, most) => Math.max(least, Math.min(most, value));
  const pen = document.createElement("canvas").getContext("2d");
  const widthOf = (text, size, weight) => { pen.font = font(size, weight); return pen.measureText(text).width; };

  /* Text in at most `most` lines of a width; the last is cut short where it must be. */
  function wrap(text, width, size, weight, most) {
    const lines = [""];
    text.split(" ").forEach((word) => {
      const longer = (lines[lines.length - 1] + " " + word).trim();
      if (widthOf(longer, size, weight) <= width || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
      else lines.push(word);
    });
    const kept = lines.slice(0, most);
    if (lines.length > most) kept[most - 1] += "…";
    return kept.map((line) => shortened(line, width, size, weight));
  }
  function shortened(line, width, size, weight) {
    if (widthOf(line, size, weight) <= width) return line;
    let short = line.replace(/…$/, "");
    while (short.length > 1 && widthOf(short + "…", size, weight) > width) short = short.slice(0, -1);
    return short.trim() + "…";
  }

  /* ---- where everything stands, in pixels at zoom 0 ---- */
  function arrange(width, height, below) {
    const narrow = width < NARROW, top = narrow ? ROOM.zoom : ROOM.top;
    const room = { x: ROOM.left, y: top, w: width - ROOM.left - (narrow ? ROOM.left : ROOM.right),
      h: Math.max(height - top - below, 160) };
    const most = Math.max(1, ...blocks.cells.map(total));
    plan = { width: width, height: height, texts: [], spots: [], size: 14 };
    if (blocks.grid) grid(room, most, narrow); else lanes(room, most, narrow);
    place();
  }
  const radiusOf = (cell, most, largest) => Math.max(LEAST, largest * Math.sqrt(total(cell) / most));

  function grid(room, most, narrow) {
    const rows = blocks.rows.length, columns = blocks.columns.length;
    const size = (plan.size = clamp(Math.min(room.w / 54, room.h / rows / 2.3), 11.5, 24));
    const wanted = Math.max(...blocks.rows.map((text) => widthOf(text, size, "bold"))) + 14;
    const labelled = narrow ? 0 : Math.min(room.w * 0.3, wanted);
    const head = narrow ? Math.min(size, room.w / columns / 5.2) : size;
    const column = (room.w - labelled) / columns;
    const over = narrow ? size * 1.35 : 0;
    const labels = blocks.rows.map((text) => wrap(text, narrow ? room.w : labelled - 12, size, "bold", narrow ? 1 : 2));
    const heights = (largest) => blocks.rows.map((_, row) => {
      const cells = blocks.cells.filter((cell) => cell.row === row);
      const tall = Math.max(...cells.map((cell) => {
        const r = radiusOf(cell, most, largest);
        return 2 * r + (numberAt(cell, r, size, column) === "under" ? size * LEADING : 0);
      }));
      return over + Math.max(tall + 5, narrow ? 0 : labels[row].length * size * LEADING + 3);
    });
    const high = room.h - size * 1.9, sum = (found) => found.reduce((a, b) => a + b, 0);
    let largest = Math.min(column * 0.42, 90);
    while (largest > LEAST && sum(heights(largest)) > high) largest -= 0.5;
    const found = heights(largest), spare = Math.max(0, high - sum(found)) / rows;
    blocks.columns.forEach((text, k) => plan.texts.push({ text: shortened(text, column - 4, head, "bold"),
      x: room.x + labelled + (k + 0.5) * column, y: room.y + size * 0.7, size: head, weight: "bold", align: "center" }));
    let y = room.y + size * 1.9;
    found.forEach((tall, row) => {
      const deep = tall + spare, middle = y + over + (deep - over) / 2;
      labels[row].forEach((line, k) => plan.texts.push({ text: line, x: room.x, size: size, weight: "bold", align: "left",
        y: narrow ? y + over * 0.5 : middle + (k - (labels[row].length - 1) / 2) * size * LEADING }));
      blocks.cells.forEach((cell, i) => {
        if (cell.row !== row) return;
        plan.spots[i] = spotOf(cell, radiusOf(cell, most, largest), size, column,
          room.x + labelled + (cell.column + 0.5) * column, middle);
      });
      y += deep;
    });
  }
  /* Where the number of a circle stands: in it, beside it, or under it where that is too narrow. */
  const numberAt = (cell, r, size, room) => (holds(cell, r, size) ? "in"
    : 2 * r + widthOf(figure(total(cell)), size, "bold") + 8 <= room ? "beside" : "under");
  function spotOf(cell, r, size, room, x, y) {
    const where = numberAt(cell, r, size, room);
    const aside = where === "beside" ? (widthOf(figure(total(cell)), size, "bold") + 4) / 2 : 0;
    return { x: x - aside, y: y - (where === "under" ? size * LEADING * 0.5 : 0), r: r, number: where };
  }
  const bandOf = (r) => Math.max(3, Math.min(r * 0.34, 16));
  const holds = (cell, r, size) => {
    const inner = r - bandOf(r);
    return widthOf(figure(total(cell)), size, "bold") < 1.75 * inner && size < 1.5 * inner;
  };

  /* A lane a place, broken into as many columns as the window asks for. */
  function lanes(room, most, narrow) {
    const count = blocks.columns.map((_, k) => blocks.cells.filter((cell) => cell.column === k).length);
    let best = null;
    for (let rows = 2; rows <= 14; rows++) {
      const columns = count.reduce((sum, n) => sum + Math.ceil(n / rows), 0);
      const w = (room.w - ROOM.gap * (count.length - 1)) / columns, h = room.h / rows;
      const score = Math.min(w / 1.25, h);
      if (!best || score > best.score) best = { score: score, rows: rows, w: w, h: h };
    }
    const size = (plan.size = clamp(Math.min(best.w / 7.2, best.h / 4.9), narrow ? 7 : 10, 18));
    const head = clamp(size * 1.25, 10, 22);
    const wides = count.map((n) => best.w * Math.ceil(n / best.rows));
    const heads = blocks.columns.map((text, k) => wrap(text, wides[k] - 2, head, "bold", 2));
    const above = Math.max(...heads.map((lines) => lines.length)) * head * LEADING + 6;
    const high = (room.h - above) / best.rows;
    const lines = Math.max(1, Math.min(3, Math.floor((high - 3.4 * LEAST) / (size * LEADING))));
    const largest = Math.max(LEAST, Math.min(best.w * 0.4, (high - lines * size * LEADING - 6) / 2));
    let x = room.x;
    blocks.columns.forEach((text, k) => {
      const wide = wides[k], across = Math.round(wide / best.w);
      heads[k].forEach((line, n) => plan.texts.push({ text: line, x: x + wide / 2, y: room.y + head * (0.5 + n * LEADING), size: head,
        weight: "bold", align: "center" }));
      blocks.cells.filter((cell) => cell.column === k).forEach((cell, n) => {
        const i = blocks.cells.indexOf(cell), r = radiusOf(cell, most, largest);
        const middle = { x: x + (n % across + 0.5) * best.w, y: room.y + above + Math.floor(n / across) * high + largest + 1 };
        plan.spots[i] = { ...spotOf(cell, r, size * 1.1, best.w, middle.x, 0), y: middle.y };
        const under = plan.spots[i].number === "under" ? 1 : 0;
        wrap(cell.label, best.w - 5, size, "normal", Math.max(1, lines - under)).forEach((line, j) => plan.texts.push({ text: line, x: middle.x,
          y: middle.y + Math.max(r + 2, (largest + r) / 2) + size * (0.7 + LEADING * (j + under)), size: size, weight: "normal", align: "center" }));
      });
      plan.lanes = (plan.lanes || []).concat(k ? [{ x: x - ROOM.gap / 2, y: room.y, h: room.h }] : []);
      x += wide + ROOM.gap;
    });
  }

  /* Lines and loops, the widest last; each as a curve, so that it passes what stands between. */
  function place() {
    const most = Math.max(1, ...blocks.pairs.map((pair) => pair[2]));
    const widest = blocks.grid ? WIDEST.grid : WIDEST.lanes;
    const wide = (count) => 1 + (widest - 1) * Math.sqrt(count / most);
    plan.loops = []; plan.lines = [];
    blocks.pairs.forEach(([one, other, count]) => {
      const a = plan.spots[one], b = plan.spots[other], width = wide(count);
      if (one === other) {
        const r = Math.max(6, a.r * 0.42), far = a.r + r * 0.35, turn = -TAU * 0.375;
        plan.loops.push({ one: one, count: count, width: Math.min(width, r), r: r,
          x: a.x + far * Math.cos(turn), y: a.y + far * Math.sin(turn) });
        return;
      }
      const dx = b.x - a.x, dy = b.y - a.y, sign = dx > 0 || (dx === 0 && dy > 0) ? 1 : -1;
      // More where it runs along a row or a column, where others stand in its way.
      const bend = sign * (0.14 + 0.2 * Math.pow(Math.abs(Math.abs(dx) - Math.abs(dy)) / (Math.abs(dx) + Math.abs(dy)), 3));
      plan.lines.push({ one: one, other: other, count: count, width: width,
        cx: (a.x + b.x) / 2 + dy * bend, cy: (a.y + b.y) / 2 - dx * bend });
    });
    plan.lines.sort((a, b) => b.count - a.count || a.one - b.one || a.other - b.other);
    plan.lines.forEach((line, k) => { line.rest = k < LINES; });
  }
  const along = (line, t) => {
    const a = plan.spots[line.one], b = plan.spots[line.other], u = 1 - t;
    return { x: u * u * a.x + 2 * u * t * line.cx + t * t * b.x, y: u * u * a.y + 2 * u * t * line.cy + t * t * b.y };
  };

  /* ---- drawing ---- */
  function ring(ctx, x, y, r, counts, colour, ink) {
    const all = counts[0] + counts[1] + counts[2], band = bandOf(r), inner = r - band;
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
    ctx.font = font(size, weight); ctx.textAlign = align; ctx.textBaseline = "middle"; ctx.lineJoin = "round";
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
      ring(ctx, spot.x, spot.y, spot.r, cell.counts, cell.colour, ink);
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

  function tell(found) {
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
      others.length ? "Most pairs with: " + others.join("; ") : "", "Click to open"].filter(Boolean);
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

  J.blocks = {
    /* Takes the blocks of a picture. */
    take: function (found) { blocks = found; hot = null; plan = null; },
    /* Fits them into the window, of which the key takes `below` pixels. */
    fit: function (map, below) {
      const size = map.getSize();
      if (blocks) arrange(size.x, size.y, below);
      map.setView([-size.y / 2, size.x / 2], 0, { animate: false });
    },
    /* Makes sure that they have their places, without moving the window. */
    ready: function (map, below) { if (!plan) arrange(map.getSize().x, map.getSize().y, below); },
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
    /* Boxes of all writing, in pixels at zoom 0: [left, top, right, bottom]. */
    boxes: function () { return plan.texts.map(boxOf).concat(plan.numbers || []); },
  };
})();
