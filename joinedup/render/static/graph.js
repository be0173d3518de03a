/* Joined Up's whole network: its lines, by the hundred thousand, without a stutter.
 *
 * The frame fetches who is in which partnership, and the direct ties; which two organisations
 * share what, with which weight (Newman 2001: the sum of 1/(n-1)), is worked out here. Of the
 * lines in the window the strongest are drawn, up to MOST, and those behind the marks a few
 * thousand a frame, so that the window answers while they appear. A line that nobody has confirmed
 * for long is dotted and faint; of two organisations, if all is old that they share.
 */
(function () {
  "use strict";

  const J = window.joinedup;
  const MOST = 12000;       // lines drawn at once; more of them are one grey
  const FIRST = 2500;       // lines drawn before anything else happens
  const CHUNK = 250;        // lines a path; longer ones take longer than their lines
  const OLD = "1", DOTS = [1.5, 4.5];
  const FAST = 20, SLOW = 34;  // milliseconds a frame

  /* Reads what the server says: pairs of partnership and member, pairs with a tie, which are old. */
  function read(answer, count) {
    const hubs = [], members = [], held = [], of = Array.from({ length: count }, () => []);
    answer.members.forEach((steps, k) => {
      const hub = answer.partnerships[k], ids = [];
      let at = 0;
      steps.forEach((step) => {
        at += step;
        const seat = { k: k, i: at, old: answer.old[members.length] === OLD };
        ids.push(seat); hubs.push(hub); members.push(at); of[at].push(seat);
      });
      held.push(ids);
    });
    return { count: count, hubs: Int32Array.from(hubs), members: Int32Array.from(members), held: held, of: of,
      ties: answer.ties, old: Uint8Array.from(answer.old, (sign) => (sign === OLD ? 1 : 0)), pairs: null };
  }

  /* Every two organisations that share a partnership or a tie, the strongest first. */
  function pairs(net) {
    if (net.pairs) return net.pairs;
    const weight = new Float64Array(net.count), seen = new Uint8Array(net.count), fresh = new Uint8Array(net.count);
    const tied = Array.from({ length: net.count }, () => []);
    for (let k = 0; k < net.ties.length; k += 2) {
      tied[net.ties[k]].push({ i: net.ties[k + 1], old: net.old[net.members.length + k / 2] === 1 });
    }
    const found = [];
    for (let a = 0; a < net.count; a++) {
      const others = [];
      const add = (b, w, old) => {
        if (b <= a) return;
        if (!seen[b]) { seen[b] = 1; others.push(b); }
        weight[b] += w;
        if (!old) fresh[b] = 1;
      };
      net.of[a].forEach((own) => {
        const seats = net.held[own.k], w = 1 / (seats.length - 1);
        seats.forEach((seat) => add(seat.i, w, own.old || seat.old));
      });
      tied[a].forEach((tie) => add(tie.i, 0, tie.old));
      others.forEach((b) => { found.push([a, b, weight[b], 1 - fresh[b]]); weight[b] = 0; seen[b] = 0; fresh[b] = 0; });
    }
    found.sort((one, other) => other[2] - one[2]);
    net.pairs = { a: Int32Array.from(found, (one) => one[0]), b: Int32Array.from(found, (one) => one[1]),
      w: Float32Array.from(found, (one) => one[2]), old: Uint8Array.from(found, (one) => one[3]) };
    return net.pairs;
  }

  /* Which lines are to be drawn, in styles: arrays of x, y, x, y.
   *
   * at: x and y of organisations, NaN where one is not drawn; faint; hubs: the same of
   * partnerships, or null where organisations are joined to each other; chosen, chosenHub;
   * bounds: what can be seen. Returns {styles, count, drawn, old}.
   */
  function select(net, at) {
    const two = at.hubs ? { a: net.hubs, b: net.members, w: null, old: net.old } : pairs(net);
    const ax = at.hubs ? at.hubs.x : at.x, ay = at.hubs ? at.hubs.y : at.y, bx = at.x, by = at.y;
    const left = at.bounds.min.x, right = at.bounds.max.x, top = at.bounds.min.y, bottom = at.bounds.max.y;
    const styles = new Map();
    let count = 0, drawn = 0, inside = 0, faded = 0;
    for (let k = 0; k < two.a.length; k++) {
      const a = two.a[k], b = two.b[k], x = ax[a], y = ay[a], u = bx[b], v = by[b];
      if (!(x === x && u === u)) continue;
      const old = two.old[k] || 0;
      count += 1; faded += old;
      if (Math.max(x, u) < left || Math.min(x, u) > right || Math.max(y, v) < top || Math.min(y, v) > bottom) continue;
      inside += 1;
      const near = at.hubs ? a === at.chosenHub || b === at.chosen : a === at.chosen || b === at.chosen;
      if (drawn >= MOST && !near) continue;
      drawn += 1;
      const dim = at.faint[b] || (!at.hubs && at.faint[a]);
      const thick = two.w ? Math.min(4, Math.round(two.w[k] * 4)) : 2;
      const key = ((near ? 0 : dim ? 2 : 1) * 2 + old) * 8 + thick;
      let style = styles.get(key);
      if (!style) styles.set(key, (style = { kind: near ? "near" : dim ? "dim" : "plain", thick: thick, old: old, at: [] }));
      style.at.push(x, y, u, v);
    }
    const order = Array.from(styles.keys()).sort((one, other) => (one >> 3) - (other >> 3) || other - one);
    return { styles: order.map((key) => styles.get(key)), count: count, inside: inside, drawn: drawn, old: faded,
      single: !two.w };
  }

  /* Draws them behind what is on the canvas already: the first at once, the rest frame by frame.
   * Returns a function that stops it; `done` is called when all are there. */
  function paint(ctx, found, ink, done) {
    const queue = [];
    found.styles.forEach((style) => {
      for (let k = 0; k < style.at.length; k += 4 * CHUNK) queue.push({ style: style, from: k });
    });
    let next = 0, portion = FIRST / CHUNK, stopped = false, before = 0;
    const some = (number) => {
      ctx.save();
      ctx.globalCompositeOperation = "destination-over";
      for (const end = Math.min(queue.length, next + number); next < end; next++) stroke(ctx, queue[next], found, ink);
      ctx.restore();
    };
    const go = (time) => {
      if (stopped) return;
      if (before) portion = time - before < FAST ? portion * 1.4 : time - before > SLOW ? Math.max(1, portion / 2) : portion;
      before = time;
      some(Math.ceil(portion));
      if (next < queue.length) requestAnimationFrame(go); else done();
    };
    some(portion);
    portion = Math.max(1, portion / 2);
    if (next < queue.length) requestAnimationFrame(go); else done();
    return () => { stopped = true; };
  }
  function stroke(ctx, part, found, ink) {
    const style = part.style, near = style.kind === "near";
    ctx.globalAlpha = (near ? 0.95 : style.kind === "dim" ? 0.18 : found.single ? 0.6 : 0.38) * (style.old ? 0.75 : 1);
    ctx.setLineDash(style.old ? DOTS : []);
    ctx.strokeStyle = near ? ink.ring : ink.tie;
    ctx.lineWidth = (near ? 1.8 : 1.1) * (found.single ? 1 : 0.6 + 1.8 * Math.sqrt(style.thick / 4));
    ctx.beginPath();
    const end = Math.min(style.at.length, part.from + 4 * CHUNK);
    for (let k = part.from; k < end; k += 4) {
      ctx.moveTo(style.at[k], style.at[k + 1]);
      ctx.lineTo(style.at[k + 2], style.at[k + 3]);
    }
    ctx.stroke();
  }

  /* A mark drawn once and then stamped: thousands take no longer than dozens. */
  const stamps = new Map();
  function stamp(ctx, key, x, y, r, draw) {
    const ratio = window.devicePixelRatio || 1, half = Math.ceil(r * 1.5 + 3), name = key + "|" + r.toFixed(1) + "|" + ratio;
    let made = stamps.get(name);
    if (!made) {
      if (stamps.size > 600) stamps.clear();
      made = document.createElement("canvas");
      made.width = made.height = Math.round(2 * half * ratio);
      const own = made.getContext("2d");
      own.scale(ratio, ratio);
      draw(own, half, half);
      stamps.set(name, made);
    }
    ctx.drawImage(made, Math.round((x - half) * ratio) / ratio, Math.round((y - half) * ratio) / ratio, 2 * half, 2 * half);
  }

  /* The key's line for what is old. */
  function symbol(ctx, side, ink) {
    ctx.strokeStyle = ink.tie; ctx.lineWidth = 2; ctx.setLineDash(DOTS);
    ctx.beginPath(); ctx.moveTo(1, side / 2); ctx.lineTo(side - 1, side / 2); ctx.stroke();
    ctx.setLineDash([]);
  }

  /* A line that only one side of a comparison has: new is thick, lost is dashed and crossed out. */
  function change(ctx, sign, a, b, ink) {
    const lost = sign === "x", x = (a.x + b.x) / 2, y = (a.y + b.y) / 2;
    ctx.globalAlpha = lost ? 0.7 : 0.85;
    ctx.strokeStyle = lost ? ink.muted : ink.text;
    ctx.lineWidth = lost ? 1.2 : 2.2;
    ctx.setLineDash(lost ? [7, 5] : []);
    ctx.beginPath(); ctx.moveTo(a.x, a.y); ctx.lineTo(b.x, b.y); ctx.stroke();
    ctx.setLineDash([]);
    if (lost) {
      ctx.beginPath();
      ctx.moveTo(x - 3, y - 3); ctx.lineTo(x + 3, y + 3); ctx.moveTo(x - 3, y + 3); ctx.lineTo(x + 3, y - 3);
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }

  J.graph = { change: change, read: read, select: select, paint: paint, stamp: stamp, symbol: symbol, dots: DOTS, most: MOST };
})();
