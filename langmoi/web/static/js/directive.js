// The text and what was found in it: a press on one side shows the other. Without this, links do.
"use strict";
(() => {
  const both = (part) => [part, document.getElementById(part.dataset.other)].filter(Boolean);
  const show = (part) => {
    for (const other of document.querySelectorAll(".lm-is-on")) other.classList.remove("lm-is-on");
    for (const one of both(part)) one.classList.add("lm-is-on");
  };
  const bring = (part) => {
    const box = part.closest(".lm-vb__scroll");
    if (box && box.scrollHeight > box.clientHeight) {
      box.scrollTop += part.getBoundingClientRect().top - box.getBoundingClientRect().top - 12;
    } else if (!box) {
      part.scrollIntoView({ block: "nearest" });
    }
  };
  const follow = () => {
    const part = location.hash && document.getElementById(location.hash.slice(1));
    if (!part || !part.dataset.other) return;
    show(part);
    for (const one of both(part)) bring(one);
  };
  addEventListener("hashchange", follow);
  follow();
  for (const part of document.querySelectorAll(".lm-rd[data-other], .lm-fd[data-other]")) {
    part.dataset.clicks = "";
    part.addEventListener("click", (event) => {
      if (event.target.closest("a, button, label, input") || String(getSelection())) return;
      show(part);
      const other = document.getElementById(part.dataset.other);
      if (other) bring(other);
    });
  }
})();
