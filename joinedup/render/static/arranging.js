/* Joined Up's arrangement of blocks: where circles, lines and writing stand, in pixels at zoom 0.
 *
 * It follows from the room in the window: a row a sector and a column a place, or a lane a place.
 * Text is broken and cut to its room. blocks.js draws what is found here, and points at it.
 */
(function () {
  "use strict";

  const J = window.joinedup;
  const TAU = 2 * Math.PI;
  const NARROW = 640;      // pixels; below it a row's heading stands over its circles
  const LEAST = 7.5;       // pixels; radius of the smallest circle
  const LINES = 30;        // drawn while nothing is pointed at
  const WIDEST = { grid: 10, lanes: 6 };  // pixels
  // The picture's buttons stand at the right; in a narrow window in two rows at the top.
  const ROOM = { top: 52, left: 14, right: 56, buttons: 96, gap: 12 };
  const LEADING = 1.14;    // of the size of the letters, from line to line

  let plan = null, blocks = null;

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

  /* Where everything of these blocks stands in a window; the key takes `below` pixels of it. */
  function arrange(found, width, height, below) {
    blocks = found;
    const narrow = width < NARROW, top = narrow ? ROOM.buttons : ROOM.top;
    const room = { x: ROOM.left, y: top, w: width - ROOM.left - (narrow ? ROOM.left : ROOM.right),
      h: Math.max(height - top - below, 160) };
    const most = Math.max(1, ...blocks.cells.map(total));
    plan = { width: width, height: height, texts: [], spots: [], size: 14 };
    if (blocks.grid) grid(room, most, narrow); else lanes(room, most, narrow);
    place();
    return plan;
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

  J.arranging = { arrange: arrange, figure: figure, total: total, font: font, widthOf: widthOf, bandOf: bandOf };
})();
