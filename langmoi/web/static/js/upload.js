// While a workbook is on its way the button says so and cannot be pressed twice.
"use strict";
// The browser's own file field speaks the browser's language; this one speaks the page's.
for (const field of document.querySelectorAll('input[type="file"]')) {
  const frame = document.createElement("div");
  frame.className = "lm-file";
  frame.innerHTML = '<span class="btn lm-btn-line" aria-hidden="true">Chọn tệp</span><b>Chưa chọn tệp nào, hoặc kéo tệp vào đây</b>';
  field.replaceWith(frame);
  frame.append(field);
  field.addEventListener("change", () => {
    if (field.files.length) frame.querySelector("b").textContent = field.files[0].name;
  });
}
for (const button of document.querySelectorAll("[data-busy]")) {
  button.form.addEventListener("submit", () => {
    button.setAttribute("aria-disabled", "true");
    button.textContent = `${button.dataset.busy}…`;
    setTimeout(() => (button.disabled = true), 0);
  });
}
document.querySelector("[data-focus]")?.focus();
