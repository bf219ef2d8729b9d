// The village sheet: what was typed and not saved is offered again, also after signing in anew.
"use strict";
(() => {
  const form = document.querySelector("form[data-key]");
  if (!form) return;
  document.querySelector("[data-focus]")?.focus();
  const KEY = `lm-sheet:${form.dataset.key}`;
  const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden");
  const isWrong = document.querySelector("[role=alert]");
  if (document.querySelector(".lm-note--good[role=status]")) sessionStorage.removeItem(KEY);
  const entries = () => Object.fromEntries(fields.filter((f) => f.type !== "radio" || f.checked).map((f) => [f.name, f.value]));
  form.addEventListener("input", () => sessionStorage.setItem(KEY, JSON.stringify(entries())));
  const kept = JSON.parse(sessionStorage.getItem(KEY) || "null");
  if (!kept || isWrong) return;
  const shown = entries();
  if (Object.entries(kept).every(([name, value]) => (shown[name] ?? "") === value)) {
    sessionStorage.removeItem(KEY);
    return;
  }
  const box = document.createElement("div");
  box.className = "lm-note lm-note--warn";
  box.setAttribute("role", "alert");
  box.innerHTML =
    '<div><b>Có số đã gõ nhưng chưa lưu.</b> <div class="lm-acts"><button type="button" class="btn lm-btn-line lm-btn-xs">Điền lại</button><button type="button" class="btn lm-btn-quiet lm-btn-xs">Bỏ</button></div></div>';
  form.before(box);
  const [fill, drop] = box.querySelectorAll("button");
  fill.addEventListener("click", () => {
    for (const field of fields) {
      if (!(field.name in kept)) continue;
      if (field.type === "radio") field.checked = kept[field.name] === field.value;
      else field.value = kept[field.name];
    }
    box.remove();
  });
  drop.addEventListener("click", () => {
    sessionStorage.removeItem(KEY);
    box.remove();
  });
})();
