/* Joined Up's page around the pictures: what Streamlit leaves out for those who hear it.
 *
 * Says what a filter has changed, once, and that long work goes on and has ended; names the
 * pictures' frames; mends what Streamlit's own parts say wrongly of themselves; keeps single
 * letters from starting anything. Needs nothing, and nothing needs it.
 */
(function () {
  "use strict";

  const LONG = 2000;     // milliseconds; work that takes longer is told
  const AGAIN = 8000;    // milliseconds between two words on how far it is
  const REST = 150;      // milliseconds without a change, before the page is looked at
  const PICTURES = { map: "Map", network: "Network" };
  const TYPED = "input, textarea, select, [contenteditable], [role=listbox], [role=option], [role=grid]";
  const SENTENCE = ".ju-head h1, .ju-head .ju-sentence, .ju-steps [aria-current]";

  const region = document.createElement("p");
  region.setAttribute("role", "status");
  region.className = "ju-visually-hidden";
  region.id = "ju-said";

  let told = null, began = 0, spoke = 0, waiting = 0, ticking = 0;
  const say = (text) => { if (region.textContent !== text) region.textContent = text; };
  const textOf = (selector) => Array.from(document.querySelectorAll(selector), (one) => one.textContent.trim()).join(". ");

  /* ---- results and progress ---- */
  const isRunning = () => {
    const app = document.querySelector("[data-testid=stApp]");
    return !app || app.dataset.testScriptState === "running";
  };
  function listen() {
    if (isRunning()) { began = began || Date.now(); ticking = ticking || window.setInterval(progress, 500); return; }
    window.clearInterval(ticking);
    const long = spoke > 0, now = textOf(SENTENCE);
    began = spoke = ticking = 0;
    if (!now || (now === told && !long)) return;
    // What is there when the page opens is read anyway.
    if (told !== null) say((long ? "Done. " : "") + (now === told ? "" : now));
    told = now;
  }
  function progress() {
    const time = Date.now(), far = textOf("[data-testid=stProgress]");
    if (told === null || time - began < LONG || time - spoke < AGAIN) return;
    spoke = time;
    say(far || "Working");
  }

  /* ---- Streamlit's parts: what each says of itself ---- */
  function mend() {
    Object.entries(PICTURES).forEach(([kind, name]) => document.querySelectorAll(".st-key-picture-" + kind + " iframe")
      .forEach((frame) => { if (frame.title !== name) frame.title = name; }));
    const give = (selector, role, name) => document.querySelectorAll(selector).forEach((one) => {
      if (one.getAttribute("role") === role) return;
      one.setAttribute("role", role);
      if (name) one.setAttribute("aria-label", name);
    });
    give("[data-testid=stFileUploaderDropzone]", "group");
    // What the menu unfolds stands at the end of the page.
    give("[data-testid=stTopNavPopoverBody]", "navigation", "More pages");
    // So does what a field has to choose from.
    give("[data-testid$=Dropdown][data-trigger=ComboBox]", "region", "Choices");
    give("[data-testid=stDateInputCalendar] header", "none"); // the calendar's, not the page's
    // A list with headings in it is no list: the links in the menu's landmark are enough.
    give("ul[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li", "none");
  }

  /* ---- single letters: Streamlit runs the page anew on "r" ---- */
  window.addEventListener("keydown", (e) => {
    if (e.key.length > 1 || e.ctrlKey || e.metaKey || e.altKey || e.key === " ") return;
    if (!(e.target instanceof Element) || !e.target.closest(TYPED)) e.stopPropagation();
  }, true);

  function look() { waiting = 0; mend(); listen(); }
  document.body.appendChild(region);
  new MutationObserver(() => { window.clearTimeout(waiting); waiting = window.setTimeout(look, REST); })
    .observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ["data-test-script-state"] });
  look();
})();
