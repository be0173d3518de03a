// What the one-file form of a page can do besides being read: sort and search its tables, enlarge
// its pictures. Everything is there without it. Runs inline, allowed by its hash.
(() => {
  "use strict";
  const make = (tag, attributes, text) => {
    const one = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => one.setAttribute(name, value));
    one.textContent = text;
    return one;
  };
  const letters = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });

  const sortable = (table, said) => {
    const heads = [...table.tHead.rows[0].cells];
    const value = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent;
    const order = (column, direction) => {
      const numbers = heads[column].classList.contains("number");
      const rows = [...table.tBodies[0].rows];
      rows.sort((one, other) => {
        const pair = [value(one, column), value(other, column)];
        // What is not known stands last, either way round.
        if (pair.includes("")) return (pair[0] === "") - (pair[1] === "");
        const by = numbers ? pair[0] - pair[1] : letters.compare(...pair);
        return direction * by;
      });
      table.tBodies[0].append(...rows);
      heads.forEach((head) => head.removeAttribute("aria-sort"));
      heads[column].setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      said.textContent = `Sorted by ${heads[column].textContent}, ${
        direction > 0 ? "smallest or A first" : "largest or Z first"}.`;
    };
    heads.forEach((head, column) => {
      const button = make("button", { type: "button", class: "head" }, head.textContent);
      button.addEventListener("click", () => {
        order(column, head.getAttribute("aria-sort") === "ascending" ? -1 : 1);
      });
      head.replaceChildren(button);
    });
  };

  const searchable = (table, box, said) => {
    const rows = [...table.tBodies[0].rows];
    const texts = rows.map((row) => row.textContent.toLocaleLowerCase("en-GB"));
    const label = make("label", {}, "Search this table ");
    const field = make("input", { type: "search", autocomplete: "off", maxlength: "100" }, "");
    label.append(field);
    box.prepend(label);
    field.addEventListener("input", () => {
      const words = field.value.toLocaleLowerCase("en-GB").split(/\s+/);
      let shown = 0;
      rows.forEach((row, at) => {
        row.hidden = !words.every((word) => texts[at].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      said.textContent = `${shown} of ${rows.length} rows`;
    });
  };

  document.querySelectorAll("table").forEach((table) => {
    const said = make("span", { role: "status" }, "");
    const box = make("div", { class: "tools" }, "");
    box.append(said);
    table.parentElement.before(box);
    sortable(table, said);
    searchable(table, box, said);
  });

  // A picture keeps its place; its viewBox says which part of it is seen, in its own units.
  document.querySelectorAll("figure").forEach((figure) => {
    const picture = figure.querySelector("svg");
    const whole = picture.viewBox.baseVal;
    const all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
    const seen = { ...all };
    const bounded = (part, size, start, full) => Math.min(Math.max(part, start), start + full - size);
    const show = () => {
      seen.x = bounded(seen.x, seen.width, all.x, all.width);
      seen.y = bounded(seen.y, seen.height, all.y, all.height);
      picture.setAttribute("viewBox", `${seen.x} ${seen.y} ${seen.width} ${seen.height}`);
      said.textContent = `Enlarged to ${Math.round((100 * all.width) / seen.width)}%`;
    };
    const zoom = (by) => {
      const width = Math.min(Math.max(seen.width / by, all.width / 32), all.width);
      const height = (width * all.height) / all.width;
      Object.assign(seen, {
        x: seen.x + (seen.width - width) / 2, y: seen.y + (seen.height - height) / 2, width, height,
      });
      show();
    };
    const move = (right, down) => {
      seen.x += right * seen.width * 0.25;
      seen.y += down * seen.height * 0.25;
      show();
    };
    const ways = [
      ["+", "Larger", () => zoom(1.5)], ["−", "Smaller", () => zoom(1 / 1.5)],
      ["←", "Left", () => move(-1, 0)], ["→", "Right", () => move(1, 0)],
      ["↑", "Up", () => move(0, -1)], ["↓", "Down", () => move(0, 1)],
      ["Whole picture", "", () => { Object.assign(seen, all); show(); }],
    ];
    const keys = { "+": 0, "=": 0, "-": 1, ArrowLeft: 2, ArrowRight: 3, ArrowUp: 4, ArrowDown: 5, 0: 6 };
    const said = make("span", { role: "status" }, "");
    const box = make("div", { class: "tools", role: "group", "aria-label": "Move in the picture" }, "");
    ways.forEach(([sign, name, act]) => {
      const button = make("button", { type: "button" }, sign);
      if (name) button.setAttribute("aria-label", name);
      button.addEventListener("click", act);
      box.append(button);
    });
    box.append(said);
    figure.prepend(box);
    const frame = picture.parentElement;
    frame.tabIndex = 0;
    frame.addEventListener("keydown", (event) => {
      const way = keys[event.key];
      if (way === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      ways[way][2]();
    });
    let held = null;
    frame.addEventListener("pointerdown", (event) => {
      held = { x: event.clientX, y: event.clientY };
    });
    window.addEventListener("pointermove", (event) => {
      if (!held || !event.buttons || seen.width === all.width) return;
      const scale = seen.width / frame.clientWidth;
      seen.x -= (event.clientX - held.x) * scale;
      seen.y -= (event.clientY - held.y) * scale;
      held = { x: event.clientX, y: event.clientY };
      show();
    });
    window.addEventListener("pointerup", () => { held = null; });
  });
})();
