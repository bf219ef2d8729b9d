// The filing page: each change is saved at once; what could not be saved stays on this device.
"use strict";
(() => {
  const page = document.getElementById("filing");
  if (!page) return;
  document.querySelector("[data-focus]")?.focus();
  const KEY = `lm-filing:${page.dataset.key}`;
  const trouble = document.getElementById("trouble");
  const kept = () => JSON.parse(sessionStorage.getItem(KEY) || "{}");
  const keep = (entries) => {
    if (Object.keys(entries).length) sessionStorage.setItem(KEY, JSON.stringify(entries));
    else sessionStorage.removeItem(KEY);
  };
  const isEntry = (field) => field.form?.dataset.criterion && field.type !== "hidden";
  const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "no" : "") : field.value);
  const fieldsNamed = (name) => [...document.getElementsByName(name)].filter(isEntry);

  // --- what is typed is kept here until the server says that it has it ---
  const remember = (field) => {
    const entries = kept();
    entries[field.name] = valueOf(field);
    keep(entries);
  };
  const forget = (sent) => {
    const entries = kept();
    for (const [name, value] of Object.entries(sent)) if (entries[name] === value) delete entries[name];
    keep(entries);
  };
  const say = (text) => {
    trouble.hidden = !text;
    trouble.querySelector("[data-text]").textContent = text;
  };

  const save = (form) => htmx.trigger(form, "save");
  // Half a fraction is not sent while its other half is being typed.
  const halves = new WeakSet();
  const saveWhenWhole = (field) => {
    const parts = field.closest(".lm-frac");
    const isHalf = parts && new Set([...parts.querySelectorAll("input")].map((f) => f.value.trim() === "")).size > 1;
    if (!isHalf) {
      halves.delete(parts);
      save(field.form);
    } else {
      // By then the focus is where it goes.
      setTimeout(() => (parts.contains(document.activeElement) ? halves.add(parts) : save(field.form)));
    }
  };
  // What was typed over and is as before changes nothing: it is told to the server all the same.
  const unheard = new WeakSet();
  document.addEventListener("focusout", (event) => {
    if (unheard.delete(event.target)) saveWhenWhole(event.target);
  });
  document.addEventListener("focusout", (event) => {
    const parts = event.target.closest(".lm-frac");
    if (!halves.has(parts) || parts.contains(event.relatedTarget)) return;
    halves.delete(parts);
    save(event.target.form);
  });
  document.addEventListener("input", (event) => {
    if (!isEntry(event.target)) return;
    remember(event.target);
    unheard.add(event.target);
  });
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.dataset.opens && field.checked) document.getElementById(field.dataset.opens).open = true;
    if (!isEntry(field)) return;
    unheard.delete(field);
    remember(field);
    saveWhenWhole(field);
  });

  // --- asking and hearing ---
  const sent = new WeakMap();
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.detail.elt;
    if (!form.dataset.criterion) return;
    const entries = {};
    for (const field of form.elements) {
      if (isEntry(field) && (field.type !== "radio" || field.checked)) entries[field.name] = valueOf(field);
    }
    sent.set(form, entries);
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, elt } = event.detail;
    const version = xhr.getResponseHeader("X-Filing-Version");
    if (version === null || !elt.dataset?.criterion) return;
    // Before the answer is laid out: the next save in the queue must start from this version.
    for (const field of document.querySelectorAll('input[name="version"]')) field.value = version;
    const entries = sent.get(elt) || {};
    const wrong = new Set();
    const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
    for (const echo of answer.querySelectorAll("[data-invalid]")) wrong.add(echo.id.slice(2));
    forget(Object.fromEntries(Object.entries(entries).filter(([name]) => !wrong.has(name.replace(/_(num|den)$/, "")))));
    say("");
  });
  // A piece in which someone is typing is not pulled away from under the hands.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const target = event.detail.target;
    const here = document.activeElement;
    if (target && here?.matches("textarea, input") && target.contains(here) && !target.id.startsWith("sl-")) {
      event.detail.shouldSwap = false;
    }
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    for (const echo of page.querySelectorAll(".lm-echo")) {
      const isWrong = "invalid" in echo.dataset;
      for (const field of page.querySelectorAll(`[aria-describedby="${CSS.escape(echo.id)}"]`)) {
        if (isWrong) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
    }
  });
  document.addEventListener("htmx:sendError", () => say("Mất mạng: số vừa gõ còn giữ trên máy này và sẽ tự lưu khi có mạng lại. Đừng đóng trang."));
  document.addEventListener("htmx:responseError", (event) => {
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const told = answer.querySelector("p[role=alert]")?.textContent.trim();
    say(told || "Máy chủ chưa lưu được; số vừa gõ còn giữ trên máy này. Hãy tải lại trang rồi bấm “Điền lại vào phiếu”.");
  });
  const retry = () => {
    const forms = new Set(Object.keys(kept()).flatMap((name) => fieldsNamed(name).map((field) => field.form)));
    for (const form of forms) save(form);
  };
  addEventListener("online", retry);

  // --- after signing in anew, or after a crash: offer what was typed and never saved ---
  const box = document.getElementById("unsaved");
  const differs = ([name, value]) => {
    const fields = fieldsNamed(name);
    if (!fields.length) return false;
    const shown = fields[0].type === "radio" ? (fields.find((f) => f.checked)?.value ?? "") : valueOf(fields[0]);
    return shown !== value;
  };
  const waiting = Object.entries(kept()).filter(differs);
  keep(Object.fromEntries(waiting));
  if (waiting.length) {
    box.querySelector("[data-title]").textContent = `Có ${waiting.length} ô đã gõ nhưng chưa lưu.`;
    const labels = waiting.map(([name, value]) => {
      const place = fieldsNamed(name)[0].closest(".lm-fi")?.querySelector(".lm-fi__n b")?.textContent ?? "";
      return `${place}: “${{ yes: "đạt", no: "chưa đạt", "": "để trống" }[value] ?? value}”`;
    });
    box.querySelector("[data-text]").textContent = labels.join("; ");
    box.hidden = false;
    box.querySelector("[data-fill]").addEventListener("click", () => {
      const forms = new Set();
      for (const [name, value] of waiting) {
        for (const field of fieldsNamed(name)) {
          if (field.type === "radio") field.checked = field.value === value;
          else if (field.type === "checkbox") field.checked = value === "no";
          else field.value = value;
          field.closest("details.lm-crit").open = true;
          forms.add(field.form);
        }
      }
      box.hidden = true;
      for (const form of forms) save(form);
    });
    box.querySelector("[data-drop]").addEventListener("click", () => {
      keep({});
      box.hidden = true;
    });
  }

  // --- getting about ---
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    const around = target?.closest("details.lm-crit");
    if (!around) return;
    around.open = true;
    if (target !== around) {
      target.scrollIntoView();
      target.querySelector("input:not([type=hidden]), textarea")?.focus({ preventScroll: true });
    }
  };
  addEventListener("hashchange", open);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) open();
    if (event.target.closest("[data-accept]")) {
      event.preventDefault();
      event.target.closest(".lm-clash").remove();
    }
  });
  open();
})();
