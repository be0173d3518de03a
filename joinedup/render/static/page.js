/* Joined Up's page around the pictures: what Streamlit leaves out for those who hear it.
 *
 * Says what a filter has changed, once, and that long work goes on and has ended; names the
 * pictures' frames; mends what Streamlit's own parts say wrongly of themselves; keeps single
 * letters from starting anything. Gives the ways to other pages the view that is on screen, and
 * begins each page at its top. Needs nothing, and nothing needs it.
 */
(function () {
  "use strict";

  const LONG = 2000;     // milliseconds; work that takes longer is told
  const AGAIN = 8000;    // milliseconds between two words on how far it is
  const REST = 150;      // milliseconds without a change, before the page is looked at
  const PICTURES = { map: "Map", network: "Network" };
  const TYPED = "input, textarea, select, [contenteditable], [role=listbox], [role=option], [role=grid]";
  const WAYS = ["stPageLink-NavLink", "stTopNavLink", "stTopNavDropdownLink", "stSidebarNavLink"]
    .map((one) => `a[data-testid=${one}]:not([target=_blank])`).join(", ");
  const SAVED = "view";  // the name of a saved view, which another page is not
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
    // The menu marks the page that is on screen, but not the heading that unfolds to show it.
    const under = getComputedStyle(document.documentElement).getPropertyValue("--ju-under").replaceAll('"', "").trim();
    document.querySelectorAll("[data-testid=stTopNavSection]").forEach((one) => {
      if (!under || one.textContent.trim() !== under) one.removeAttribute("aria-current");
      else if (!one.hasAttribute("aria-current")) one.setAttribute("aria-current", "true");
    });
    // A list with headings in it is no list: the links in the menu's landmark are enough.
    give("ul[data-testid=stSidebarNavItems], [data-testid=stSidebarNavItems] li", "none");
  }

  /* ---- single letters: Streamlit runs the page anew on "r" ---- */
  window.addEventListener("keydown", (e) => {
    if (e.key.length > 1 || e.ctrlKey || e.metaKey || e.altKey || e.key === " ") return;
    if (!(e.target instanceof Element) || !e.target.closest(TYPED)) e.stopPropagation();
  }, true);

  /* ---- ways to other pages: in another tab they lead to what a click here shows ---- */
  // Streamlit writes them without the view, which a click here keeps by the session.
  function aim(way) {
    if (way.getAttribute("href") !== way.dataset.aimed) way.dataset.own = way.getAttribute("href");
    const url = new URL(way.dataset.own, document.baseURI), own = url.searchParams;
    const whole = new URLSearchParams(window.location.search);
    whole.delete(SAVED);
    Array.from(own.keys()).forEach((name) => whole.delete(name));
    own.forEach((value, name) => whole.append(name, value));
    url.search = whole.toString();
    way.dataset.aimed = url.href;
    if (way.getAttribute("href") !== url.href) way.setAttribute("href", url.href);
  }
  const wayOf = (e) => (e.target instanceof Element ? e.target.closest(WAYS) : null);
  // The address changes without the page: what the reader is about to use is aimed once more.
  ["pointerover", "pointerdown", "focusin", "contextmenu"].forEach((kind) =>
    window.addEventListener(kind, (e) => { const way = wayOf(e); if (way) aim(way); }, true));
  // With one of these keys a click asks the browser for another tab or window; Streamlit takes it.
  window.addEventListener("click", (e) => {
    if (wayOf(e) && (e.ctrlKey || e.metaKey || e.shiftKey)) e.stopPropagation();
  }, true);

  /* ---- a new page begins at its top ---- */
  let page = window.location.pathname;
  function begin() {
    if (window.location.pathname === page) return;
    page = window.location.pathname;
    // What stays on screen until the new page is there keeps the old one's position.
    document.querySelectorAll("[data-testid=stMain]").forEach((one) => { one.scrollTop = 0; });
  }

  function look() { waiting = 0; mend(); listen(); document.querySelectorAll(WAYS).forEach(aim); }
  document.body.appendChild(region);
  new MutationObserver(() => { begin(); window.clearTimeout(waiting); waiting = window.setTimeout(look, REST); })
    .observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ["data-test-script-state"] });
  look();
})();
