/* Joined Up's stories, told step by step: one live page of the dashboard at a time, in a frame.
 *
 * The steps stand in the page as a list of links, and are all there is without scripts. Here they
 * become frames: the one on show, the next and the former beside it, drawn but hidden, so that
 * changing shows at once. The step is in the address. What else the shell can do (timer, notes,
 * pointer, the speaker's window) is in present_tools.js.
 */
(function () {
  "use strict";

  const T = (window.joinedupStory = { step: 0, steps: [], ready: false });
  const by = (T.by = (id) => document.getElementById(id));
  const frames = new Map(), known = new WeakSet();
  const TYPED = "input, textarea, select, [contenteditable=''], [contenteditable=true]";
  // What does something of its own with arrow keys, Home and End, and what with the space bar.
  const ARROWS = "[role=slider], [role=tab], [role=radio], [role=listbox], [role=option], [role=combobox], [role=grid], [role=menu], [role=menuitem], [data-testid=stDataFrame]";
  const PRESSED = "button, a[href], summary, [role=button], [role=checkbox], [role=switch]";
  const SWIPE_PX = 60, SWIPE_MS = 900, QUIET_MS = 3000;

  document.documentElement.classList.add("js");
  document.addEventListener("DOMContentLoaded", start);

  function start() {
    if (!by("steps")) return;
    T.story = document.body.dataset.story;
    T.isSpeaker = document.body.classList.contains("speaker");
    T.steps = Array.from(by("steps").querySelectorAll("li"), (item) => {
      const link = item.querySelector("a");
      return {
        src: link && link.href,
        heading: item.querySelector(".heading").textContent,
        spoken: (item.querySelector(".spoken") || { textContent: "" }).textContent,
      };
    });
    by("back").addEventListener("click", () => T.go(T.step - 1));
    by("next").addEventListener("click", () => T.go(T.step + 1));
    by("more").addEventListener("click", () =>
      by("more").setAttribute("aria-expanded", String(by("more").getAttribute("aria-expanded") !== "true")));
    hook(document, "shell");
    T.tools.start();
    show(fromAddress());
    T.ready = true;
    awake();
  }

  /** The step that the address asks for, from 0; the first where it asks for none that is there. */
  function fromAddress() {
    const asked = Number.parseInt(new URLSearchParams(location.search).get("step"), 10);
    return Math.min(Math.max(Number.isFinite(asked) ? asked : 1, 1), Math.max(T.steps.length, 1)) - 1;
  }

  /** Go to a step, where there is one; tell the other window of it. */
  T.go = function (step) {
    T.tools.light();
    if (step < 0 || step >= T.steps.length || step === T.step) return;
    show(step);
    T.tools.tell();
  };
  /** Go to a step because the other window did. */
  T.follow = (step) => { if (step !== T.step && T.steps[step]) show(step); };

  function show(step) {
    const inside = document.activeElement && document.activeElement.tagName === "IFRAME";
    T.step = step;
    const one = T.steps[step], total = T.steps.length;
    const place = total ? `${step + 1} of ${total}` : "";
    by("place").textContent = place;
    if (one) by("heading").textContent = one.heading;
    by("back").setAttribute("aria-disabled", String(step === 0));
    by("next").setAttribute("aria-disabled", String(step >= total - 1));
    document.title = one ? `${place}: ${one.heading} · ${document.body.dataset.name}` : document.title;
    by("said").textContent = one ? `Step ${place}: ${one.heading}` : "";
    const url = new URL(location.href);
    url.searchParams.set("step", String(step + 1));
    if (total) history.replaceState(null, "", url);
    if (!T.isSpeaker) stage();
    T.tools.spoken();
    // The frame that had the keys is hidden now, and would swallow them.
    if (inside && document.activeElement.id !== "pad") by("heading").focus({ preventScroll: true });
  }

  // --- the pictures ----------------------------------------------------------------

  function stage() {
    for (const [step, frame] of frames) {
      if (Math.abs(step - T.step) > 1) { frame.remove(); frames.delete(step); }
    }
    place(T.step);
    // The next one waits until this one is there: it would take its time from it.
    const now = frames.get(T.step);
    if (!now || now.dataset.loaded) around(T.step);
    else now.addEventListener("load", () => window.setTimeout(() => around(T.step), 800), { once: true });
    for (const [step, frame] of frames) hide(frame, step !== T.step);
  }

  function around(step) {
    if (step !== T.step) return;
    [step + 1, step - 1].forEach((near) => { if (T.steps[near]) hide(place(near), true); });
  }

  function place(step) {
    const one = T.steps[step];
    if (!one) return null;
    if (!frames.has(step)) {
      frames.set(step, one.src ? frameOf(step, one) : missing());
      by("stage").append(frames.get(step));
    }
    return frames.get(step);
  }

  function frameOf(step, one) {
    const frame = document.createElement("iframe");
    frame.title = `Picture of step ${step + 1}: ${one.heading}`;
    frame.addEventListener("load", () => {
      frame.dataset.loaded = "yes";
      hook(frame.contentDocument, "page");
    });
    frame.src = one.src;
    return frame;
  }

  function missing() {
    const box = document.createElement("div");
    box.className = "gone";
    ["The saved view of this step is gone.", "Go on to the next step. Whoever made the story can choose another view on the page Stories."]
      .forEach((text) => { const line = document.createElement("p"); line.textContent = text; box.append(line); });
    return box;
  }

  function hide(frame, away) {
    if (!frame) return;
    frame.classList.toggle("aside", away);
    frame.inert = away;
  }

  // --- keys, fingers, pointers -----------------------------------------------------

  /** Listen in a document: the shell's own, a page in a frame, a picture in it, or the note's. */
  function hook(doc, kind) {
    if (!doc || known.has(doc)) return;
    known.add(doc);
    doc.addEventListener("keydown", (event) => pressed(event, kind), true);
    doc.addEventListener("pointermove", (event) => { awake(); T.tools.point(event, doc); }, { passive: true });
    doc.addEventListener("pointerdown", awake, { passive: true });
    if (kind === "shell" || kind === "page") swipes(doc);
    if (kind !== "page" && kind !== "note") return;
    // A page that changes its address would add to what the browser's Back button goes through.
    const past = doc.defaultView.history;
    past.pushState = past.replaceState.bind(past);
    const look = () => {
      // Two frames, two main parts: each is called what its frame is.
      doc.querySelectorAll("main:not([aria-label])").forEach((main) =>
        main.setAttribute("aria-label", doc.defaultView.frameElement.title));
      doc.querySelectorAll("iframe").forEach((inner) => {
        if (known.has(inner)) return;
        known.add(inner);
        inner.addEventListener("load", () => hook(inner.contentDocument, "picture"));
        hook(inner.contentDocument, "picture");
      });
    };
    new MutationObserver(look).observe(doc.documentElement, { childList: true, subtree: true });
    look();
  }
  T.hook = hook;

  const always = { PageDown: () => T.go(T.step + 1), PageUp: () => T.go(T.step - 1) };
  const elsewhere = {
    ArrowRight: always.PageDown,
    ArrowLeft: always.PageUp,
    " ": always.PageDown,
    Home: () => T.go(0),
    End: () => T.go(T.steps.length - 1),
  };

  function pressed(event, kind) {
    awake();
    const target = event.composedPath()[0];
    const on = (what) => Boolean(target && target.closest && target.closest(what));
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") { if (escape(kind, target)) event.preventDefault(); return; }
    if (kind === "note" || on(TYPED) || document.querySelector("dialog[open]")) return;
    const act = always[event.key] || (isFree(event.key, kind, on) && elsewhere[event.key]) || T.tools.keys[event.key.toLowerCase()];
    // A picture has keys of its own, and says which.
    if (!act || (kind === "picture" && event.key === "?")) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** Whether nothing where the focus is wants this key for itself. */
  function isFree(key, kind, on) {
    if (kind === "picture") return false;
    return key === " " ? !on(PRESSED) && !on(ARROWS) : !on(ARROWS);
  }

  /** What Escape does: open things close first; then the story is left. Whether it did anything. */
  function escape(kind, target) {
    if (T.tools.close()) return true;
    // Inside a picture it leaves the picture, and what a page has opened it closes.
    const open = target && target.ownerDocument && target.ownerDocument.querySelector("[role=dialog], [role=listbox], [data-baseweb=popover]");
    if (kind === "picture" || kind === "note" || document.querySelector("dialog[open]") || (kind === "page" && open)) return false;
    if (document.fullscreenElement) document.exitFullscreen();
    else location.assign(document.body.dataset.leave);
    return true;
  }

  function swipes(doc) {
    let from = null;
    doc.addEventListener("touchstart", (event) => {
      const finger = event.touches[0];
      const own = event.target.closest && event.target.closest(`input, dialog, ${ARROWS}`);
      from = event.touches.length === 1 && !own ? { x: finger.clientX, y: finger.clientY, at: Date.now() } : null;
      awake();
    }, { passive: true });
    doc.addEventListener("touchend", (event) => {
      if (!from || event.touches.length) return;
      const finger = event.changedTouches[0], x = finger.clientX - from.x, y = finger.clientY - from.y;
      const quick = Date.now() - from.at < SWIPE_MS;
      from = null;
      if (quick && Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) T.go(T.step + (x < 0 ? 1 : -1));
    }, { passive: true });
  }

  let quiet = 0;
  /** Show the buttons; they go when nothing has moved for a while. */
  function awake() {
    document.body.classList.remove("idle");
    window.clearTimeout(quiet);
    quiet = window.setTimeout(() => document.body.classList.add("idle"), QUIET_MS);
  }
})();
