// Words given without leaving the page: what the server refuses is shown where it was asked.
"use strict";
(() => {
  // The pages of refusals answer with 4xx. Where the answer holds the piece that was asked for, it
  // is put in its place with its messages; else the whole answer is shown instead of the page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig, elt } = event.detail;
    if (requestConfig.verb === "get" || xhr.status < 400) return;
    const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const piece = elt.getAttribute("hx-select");
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    if (piece && answer.querySelector(piece)) return;
    event.detail.target = document.getElementById("main");
    event.detail.selectOverride = "#main";
    event.detail.swapOverride = "outerHTML";
  });
  // After a swap the keyboard stays where the person was: at the piece that came back.
  document.addEventListener("htmx:afterSettle", (event) => {
    const { requestConfig } = event.detail;
    if (!requestConfig || requestConfig.verb === "get") return;
    const problem = document.querySelector("#main [role=alert]");
    const place = problem?.closest("form")?.querySelector("[aria-invalid]") ?? problem;
    if (place) {
      place.setAttribute("tabindex", place.getAttribute("tabindex") ?? "-1");
      place.focus();
    } else {
      const came = document.querySelector(requestConfig.elt?.getAttribute?.("hx-select") || "#none");
      came?.setAttribute("tabindex", "-1");
      came?.focus({ preventScroll: true });
    }
  });
})();
document.querySelector("[data-focus]")?.focus();
