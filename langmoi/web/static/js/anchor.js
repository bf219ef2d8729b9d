// A link to a criterion opens it, also when the page is entered at it.
"use strict";
(() => {
  const open = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  addEventListener("hashchange", open);
  open();
  const all = (isOpen) => {
    for (const part of document.querySelectorAll("details.lm-crit")) part.open = isOpen;
  };
  addEventListener("beforeprint", () => all(true));
  const button = document.querySelector("[data-open-all]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const isOpen = button.getAttribute("aria-expanded") !== "true";
    all(isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
    button.querySelector("span").textContent = isOpen ? "Đóng tất cả" : "Mở tất cả";
  });
})();
