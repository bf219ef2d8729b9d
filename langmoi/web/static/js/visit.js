// A visit with a poor network: what is typed stays on the phone until the server has it.
"use strict";
(() => {
  const PREFIX = "lm-visit:";
  const LOST = "Mất mạng: chưa lưu, nội dung vẫn còn trên máy. Bấm lưu lại khi có mạng.";
  const KEPT = "Nội dung này chưa lưu lên máy chủ. Bấm lưu để gửi.";
  const forms = () => document.querySelectorAll("form[data-check]");
  const keyOf = (form) => PREFIX + form.dataset.check;
  const typed = (form) => {
    const told = {};
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrfmiddlewaretoken" && typeof value === "string") told[name] = value;
    }
    return told;
  };
  // A browser that keeps nothing (private windows) still saves by its buttons.
  const quietly = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };
  const say = (form, text) => {
    const card = form.closest(".lm-vc");
    card.classList.add("is-kept");
    card.querySelector(".lm-vc__m").textContent = text;
  };
  const restore = (form) => {
    const kept = quietly(() => JSON.parse(localStorage.getItem(keyOf(form))));
    // What someone else has written since is not covered by what was typed before.
    if (!kept || kept.seen !== form.elements.seen.value) return;
    for (const [name, value] of Object.entries(kept)) {
      const field = form.elements[name];
      if (!field || name === "indicator" || name === "seen") continue;
      field.value = value;
    }
    form.closest("details").open = true;
    say(form, KEPT);
  };
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-check]");
    if (form) quietly(() => localStorage.setItem(keyOf(form), JSON.stringify(typed(form))));
  });
  const failed = (event) => {
    const form = event.target.closest("form[data-check]");
    if (form) say(form, LOST);
  };
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:timeout", failed);
  document.addEventListener("htmx:afterSwap", (event) => {
    const sent = event.detail.requestConfig.elt;
    const saved = event.detail.xhr.responseText.includes("is-saved");
    if (sent.matches("form[data-check]") && saved) {
      quietly(() => localStorage.removeItem(keyOf(sent)));
    }
  });
  // Without htmx's piece (a whole page came back) what the server has is no longer kept here.
  for (const form of forms()) restore(form);
})();
