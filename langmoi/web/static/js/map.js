// The map's months on a slider: it moves the list of months beside it, which asks for the map.
"use strict";
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
