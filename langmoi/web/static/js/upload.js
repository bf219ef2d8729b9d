// While a workbook is on its way the button says so and cannot be pressed twice.
"use strict";
for (const button of document.querySelectorAll("[data-busy]")) {
  button.form.addEventListener("submit", () => {
    button.setAttribute("aria-disabled", "true");
    button.textContent = `${button.dataset.busy}…`;
    setTimeout(() => (button.disabled = true), 0);
  });
}
document.querySelector("[data-focus]")?.focus();
