// What the map does by hand: its months on a slider, its tiles by arrow keys.
"use strict";
// The slider moves the list of months beside it, which asks for the map.
(() => {
  const bind = (root) => {
    const form = root.querySelector(".lm-mapform");
    if (!form || form.dataset.bound) return;
    form.dataset.bound = "1";
    const months = form.querySelector("[data-months]");
    const place = form.querySelector("[data-slider]");
    const slider = place.querySelector("input");
    const last = months.options.length - 1; // the newest month stands first in the list
    const say = () => {
      slider.setAttribute("aria-valuetext", `tháng ${months.options[months.selectedIndex].text}`);
    };
    slider.max = last;
    slider.value = last - months.selectedIndex;
    place.hidden = false;
    for (const element of form.querySelectorAll("[data-no-script]")) element.hidden = true;
    slider.addEventListener("input", () => {
      months.selectedIndex = last - Number(slider.value);
      say();
    });
    say();
  };
  bind(document);
  document.addEventListener("htmx:load", (event) => bind(event.detail.elt.parentElement ?? document));
})();

// One tab stop for a group of links laid out as a map or a table; the arrow keys move within.
(() => {
  const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };

  // The nearest in that direction; what lies off to the side counts as farther away.
  const next = (items, from, [dx, dy]) => {
    const [x, y] = middle(from);
    let best = null;
    let least = Infinity;
    for (const item of items) {
      const [ix, iy] = middle(item);
      const along = (ix - x) * dx + (iy - y) * dy;
      const aside = Math.abs((ix - x) * dy) + Math.abs((iy - y) * dx);
      if (along > 1 && along + 3 * aside < least) {
        best = item;
        least = along + 3 * aside;
      }
    }
    return best;
  };

  const bind = (group) => {
    if (group.dataset.bound) return;
    group.dataset.bound = "1";
    const items = [...group.querySelectorAll(group.dataset.roving)];
    const stop = (item) => {
      for (const other of items) other.setAttribute("tabindex", other === item ? "0" : "-1");
    };
    if (items.length) stop(items[0]);
    group.addEventListener("focusin", (event) => {
      const item = event.target.closest("a");
      if (item) stop(item);
    });
    group.addEventListener("keydown", (event) => {
      const direction = DIRECTIONS[event.key];
      const here = event.target.closest("a");
      if (!direction || !here) return;
      event.preventDefault();
      next(items, here, direction)?.focus();
    });
  };
  const bindAll = () => document.querySelectorAll("svg[data-roving]").forEach(bind);
  bindAll();
  document.addEventListener("htmx:load", bindAll);
})();
