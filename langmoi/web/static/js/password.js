// A button that shows the password while it is typed; without this script it stays hidden.
"use strict";
for (const button of document.querySelectorAll("[data-show-password]")) {
  const field = document.getElementById(button.dataset.showPassword);
  button.hidden = false;
  button.addEventListener("click", () => {
    const isShown = field.type === "text";
    field.type = isShown ? "password" : "text";
    button.textContent = isShown ? "Hiện" : "Ẩn";
    button.setAttribute("aria-pressed", String(!isShown));
    field.focus();
  });
}
