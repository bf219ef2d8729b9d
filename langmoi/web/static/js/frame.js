// The frame: menus close by Esc or by a click elsewhere, and only one is open at a time.
"use strict";
(() => {
  const menus = () => document.querySelectorAll("details.lm-menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of menus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  // A piece that cannot be had (signed out, a broken rule) is shown as the whole page it really is.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    if (new URL(xhr.responseURL).pathname.startsWith("/dang-nhap/")) {
      event.detail.shouldSwap = false;
      location.reload();
    } else if (xhr.status >= 400 && requestConfig.verb === "get") {
      location.assign(xhr.responseURL);
    }
  });
  // What is folded but belongs on paper is unfolded there.
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details[data-on-paper]")) part.open = true;
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
