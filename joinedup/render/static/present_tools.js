/* Joined Up's stories: full screen, pointer, timer, speaker's note and window, notes of the meeting.
 *
 * Two windows of one story in one browser keep in step: the one with the pictures and the
 * speaker's. Each only listens to the other kind, so that two people at one machine do not move
 * each other. Needs present.js, which starts it.
 */
(function () {
  "use strict";

  const T = window.joinedupStory, by = T.by;
  const MODES = ["off", "up", "down"], MINUTE_MS = 60000;
  let timer = { mode: "off", since: 0, minutes: 10 }, said = false, channel = null;

  const tools = (T.tools = {
    keys: {
      f: () => full(),
      p: () => press("point", by("ring").hidden, () => { by("ring").hidden = !by("ring").hidden; }),
      t: () => begin(MODES[(MODES.indexOf(timer.mode) + 1) % MODES.length]),
      s: () => press("speech", !said, () => { said = !said; tools.spoken(); }),
      n: () => paper(by("paper").hidden),
      b: () => black(),
      ".": () => black(),
      "?": () => by("keys").showModal(),
    },

    start() {
      for (const [id, key] of [["full", "f"], ["point", "p"], ["speech", "s"], ["note", "n"], ["help", "?"], ["black", "b"]]) {
        by(id).addEventListener("click", tools.keys[key]);
      }
      by("fold").addEventListener("click", () => paper(false));
      by("window").addEventListener("click", speaker);
      by("time").addEventListener("click", () => by("timing").showModal());
      by("timing").addEventListener("close", () => { if (MODES.includes(by("timing").returnValue)) begin(by("timing").returnValue); });
      by("full").hidden = !document.documentElement.requestFullscreen;
      if (T.isSpeaker) { said = true; by("clock").hidden = false; by("coming").hidden = false; }
      recall();
      channel = "BroadcastChannel" in window ? new BroadcastChannel(`joinedup-story-${T.story}`) : null;
      if (channel) channel.onmessage = ({ data }) => heard(data);
      post("hello");
      window.setInterval(tick, 500);
      tick();
    },

    /** Show the speaker's note of the step on show, and in the speaker's window what comes. */
    spoken() {
      const one = T.steps[T.step], next = T.steps[T.step + 1];
      by("spoken").hidden = !said;
      by("spoken").firstElementChild.textContent = (one && one.spoken) || "No note for this step.";
      by("coming").lastElementChild.textContent = next ? next.heading : "This is the last step.";
    },

    /** Tell the other window where this one is. */
    tell() { post("at"); },

    /** Move the ring to where the pointer is, also over a frame. */
    point(event, doc) {
      const ring = by("ring");
      if (ring.hidden) return;
      let x = event.clientX, y = event.clientY;
      for (let view = doc.defaultView; view && view.frameElement; view = view.parent) {
        const box = view.frameElement.getBoundingClientRect();
        x += box.left;
        y += box.top;
      }
      ring.style.transform = `translate(${x}px, ${y}px)`;
    },

    /** Switch a black screen off. */
    light() { by("black").hidden = true; },

    /** Close what lies over the picture; whether there was anything. */
    close() {
      if (!by("black").hidden) { tools.light(); return true; }
      if (!by("paper").hidden) { paper(false); return true; }
      if (said && !T.isSpeaker) { tools.keys.s(); return true; }
      return unfold();
    },
  });

  /** On a phone: close what More has opened; whether it was open. */
  function unfold() {
    const more = by("more"), open = more.getAttribute("aria-expanded") === "true" && more.offsetParent !== null;
    if (!open) return false;
    more.setAttribute("aria-expanded", "false");
    more.focus();
    return true;
  }

  function press(id, on, act) {
    act();
    by(id).setAttribute("aria-pressed", String(on));
  }

  function full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
  }

  function black() {
    by("black").hidden = !by("black").hidden;
    if (!by("black").hidden) by("black").focus();
    else by("heading").focus({ preventScroll: true });
  }

  // --- the timer -------------------------------------------------------------------

  function begin(mode) {
    const minutes = Math.min(Math.max(Number.parseInt(by("minutes").value, 10) || 10, 1), 240);
    timer = { mode: mode, since: Date.now(), minutes: minutes };
    keep();
    tools.tell();
    tick();
  }

  function tick() {
    const past = Date.now() - timer.since, left = timer.minutes * MINUTE_MS - past;
    by("timer").hidden = timer.mode === "off";
    by("timer").classList.toggle("over", timer.mode === "down" && left < 0);
    const words = left < 0 ? `${clock(-left)} over` : `${clock(left + 999)} left`;
    put(by("timer"), timer.mode === "up" ? clock(past) : words);
    put(by("clock"), new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }));
  }
  function put(box, text) { if (box.textContent !== text) box.textContent = text; }

  function clock(ms) {
    const seconds = Math.floor(ms / 1000), two = (number) => String(number).padStart(2, "0");
    return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }

  // A clicker's start key loads the page anew: the timer goes on.
  function keep() { try { sessionStorage.setItem(`timer-${T.story}`, JSON.stringify(timer)); } catch (_) { /* it starts anew */ } }
  function recall() {
    try { take(JSON.parse(sessionStorage.getItem(`timer-${T.story}`))); } catch (_) { /* it starts anew */ }
  }
  function take(found) {
    if (found && MODES.includes(found.mode) && Number.isFinite(found.since) && Number.isFinite(found.minutes)) timer = found;
  }

  // --- the speaker's window --------------------------------------------------------

  function speaker() {
    const url = new URL(location.href);
    url.searchParams.set("speaker", "1");
    window.open(url, `joinedup-speaker-${T.story}`, "popup,width=900,height=700");
  }

  function post(what) {
    if (channel) channel.postMessage({ what: what, speaker: T.isSpeaker, step: T.step, timer: timer });
  }

  function heard(found) {
    if (!found || found.speaker === T.isSpeaker) return;
    if (found.what === "hello") {
      // The speaker's window has just been opened: it takes over where the pictures are.
      if (!T.isSpeaker) post("at");
      return;
    }
    take(found.timer);
    keep();
    tick();
    T.follow(found.step);
  }

  // --- notes of the meeting --------------------------------------------------------

  /** Open or close the form for a note. One that somebody has begun to write stays as it is. */
  function paper(open) {
    const box = by("paper");
    box.hidden = !open;
    by("note").setAttribute("aria-expanded", String(open));
    if (!open) { by("heading").focus({ preventScroll: true }); return; }
    let pad = by("pad");
    if (!pad || (pad.dataset.step !== String(T.step) && !begun(pad))) {
      if (pad) pad.remove();
      pad = document.createElement("iframe");
      pad.id = "pad";
      pad.title = "Take a note";
      pad.dataset.step = String(T.step);
      pad.addEventListener("load", () => T.hook(pad.contentDocument, "note"));
      const url = new URL(document.body.dataset.notes, location.href);
      url.searchParams.set("story", T.story);
      url.searchParams.set("step", String(T.step + 1));
      pad.src = url;
      box.append(pad);
    }
    by("fold").focus();
  }

  function begun(pad) {
    const area = pad.contentDocument && pad.contentDocument.querySelector("textarea");
    return Boolean(area && area.value.trim());
  }
})();
