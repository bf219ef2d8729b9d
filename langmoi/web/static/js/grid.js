// The grid of a district: the keys of a spreadsheet, blocks from and to Excel, each row saved by itself.
"use strict";
(() => {
  const table = document.getElementById("grid");
  if (!table) return;
  table.classList.add("lm-js");
  document.querySelector("[data-focus]")?.focus();
  const PAUSE = 1500;
  const KEY = `lm-grid:${table.dataset.key}`;
  const rows = [...table.querySelectorAll("tr[data-row]")];
  const rowOf = (field) => field.closest("tr[data-row]");
  const fieldAt = (row, place) => row?.querySelector(`[data-col="${place}"]`);
  const placeOf = (field) => Number(field.dataset.col);
  const isField = (element) => element instanceof Element && element.matches("[data-col]");
  const say = (id, text) => {
    const note = document.getElementById(id);
    note.hidden = !text;
    note.querySelector("[data-text]").textContent = text;
  };

  // --- what is typed is kept on this device until the server says that it has it ---
  const kept = () => JSON.parse(sessionStorage.getItem(KEY) || "{}");
  const keep = (entries) => {
    if (Object.keys(entries).length) sessionStorage.setItem(KEY, JSON.stringify(entries));
    else sessionStorage.removeItem(KEY);
  };
  const nameOf = (field) => `${rowOf(field).dataset.row}/${field.name}`;
  const remember = (field) => keep({ ...kept(), [nameOf(field)]: field.value });
  const forget = (sent, isWrong) => {
    const entries = kept();
    for (const [name, value] of Object.entries(sent)) if (entries[name] === value && !isWrong(name)) delete entries[name];
    keep(entries);
  };

  // --- saving: a pause, or leaving the row ---
  const timers = new Map();
  const save = (row) => {
    clearTimeout(timers.get(row));
    timers.delete(row);
    htmx.trigger(document.getElementById(`r-${row.dataset.row}`), "save");
  };
  const changed = (field) => {
    const row = rowOf(field);
    remember(field);
    clearTimeout(timers.get(row));
    timers.set(row, setTimeout(() => save(row), PAUSE));
  };
  table.addEventListener("input", (event) => isField(event.target) && changed(event.target));
  table.addEventListener("focusout", (event) => {
    if (!isField(event.target)) return;
    const row = rowOf(event.target);
    const to = event.relatedTarget;
    if (timers.has(row) && !(to instanceof Element && row.contains(to))) save(row);
  });
  const sent = new WeakMap();
  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.detail.elt;
    if (!("grid" in form.dataset)) return;
    const fields = [...form.elements].filter(isField);
    sent.set(form, Object.fromEntries(fields.map((field) => [nameOf(field), field.value])));
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { xhr, elt } = event.detail;
    const version = xhr.getResponseHeader("X-Filing-Version");
    if (version === null || !("grid" in (elt.dataset ?? {}))) return;
    // Before the answer is laid out: the next save in the queue must start from this version.
    elt.elements.version.value = version;
    const answer = new DOMParser().parseFromString(xhr.responseText, "text/html");
    const wrong = new Set([...answer.querySelectorAll("[data-invalid]")].map((echo) => echo.id.slice(2)));
    forget(sent.get(elt) || {}, (name) => wrong.has(name.replace("/", "-").replace(/_(num|den)$/, "")));
    say("trouble", "");
  });
  // A cell in which someone is typing is not pulled away from under the hands.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const target = event.detail.target;
    if (target?.classList.contains("lm-gc") && target.contains(document.activeElement) && document.activeElement.value !== before) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    for (const field of table.querySelectorAll("[data-col]")) {
      const echo = document.getElementById(field.getAttribute("aria-describedby"));
      if (echo && "invalid" in echo.dataset) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
    for (const button of table.querySelectorAll("[data-accept]")) button.hidden = false;
  });
  document.addEventListener("htmx:sendError", () => say("trouble", "Mất mạng: số vừa gõ còn giữ trên máy này và sẽ tự lưu khi có mạng lại. Đừng đóng trang."));
  document.addEventListener("htmx:responseError", (event) => {
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const told = answer.querySelector("p[role=alert]")?.textContent.trim();
    say("trouble", told || "Máy chủ chưa lưu được; số vừa gõ còn giữ trên máy này. Hãy tải lại trang rồi bấm “Điền lại vào bảng”.");
  });
  const fieldNamed = (name) => {
    const [row, field] = name.split("/");
    return [...document.getElementsByName(field)].find((one) => isField(one) && rowOf(one).dataset.row === row);
  };
  addEventListener("online", () => {
    for (const row of new Set(Object.keys(kept()).map(fieldNamed).filter(Boolean).map(rowOf))) save(row);
  });

  // --- after signing in anew, or after a crash ---
  const waiting = Object.entries(kept()).filter(([name, value]) => (fieldNamed(name)?.value ?? value) !== value);
  keep(Object.fromEntries(waiting));
  if (waiting.length) {
    const box = document.getElementById("unsaved");
    box.querySelector("[data-title]").textContent = `Có ${waiting.length} ô đã gõ nhưng chưa lưu.`;
    box.querySelector("[data-text]").textContent = waiting.map(([name, value]) => `${fieldNamed(name).getAttribute("aria-label")}: “${value}”`).join("; ");
    box.hidden = false;
    box.querySelector("[data-fill]").addEventListener("click", () => {
      box.hidden = true;
      for (const [name, value] of waiting) fieldNamed(name).value = value;
      for (const row of new Set(waiting.map(([name]) => rowOf(fieldNamed(name))))) save(row);
    });
    box.querySelector("[data-drop]").addEventListener("click", () => {
      keep({});
      box.hidden = true;
    });
  }

  // --- moving about ---
  let before = "";
  let anchor = null;
  const unpick = () => table.querySelectorAll(".lm-picked").forEach((field) => field.classList.remove("lm-picked"));
  table.addEventListener("focusin", (event) => {
    if (!isField(event.target)) return;
    before = event.target.value;
    if (event.target.select) event.target.select();
    if (!anchor?.isPicking) {
      anchor = null;
      unpick();
    }
  });
  const below = (field, step) => {
    for (let at = rows.indexOf(rowOf(field)) + step; rows[at]; at += step) {
      const found = fieldAt(rows[at], placeOf(field));
      if (found) return found;
    }
    return null;
  };
  const beside = (field, step) => fieldAt(rowOf(field), placeOf(field) + step);
  const isWhole = (field) => field.tagName === "SELECT" || (field.selectionStart === 0 && field.selectionEnd === field.value.length);
  const isAtEdge = (field, step) => field.tagName === "SELECT" || isWhole(field) || (field.selectionStart === field.selectionEnd && field.selectionStart === (step < 0 ? 0 : field.value.length));
  const STEPS = {
    ArrowUp: (field) => below(field, -1),
    ArrowDown: (field) => below(field, 1),
    ArrowLeft: (field) => (isAtEdge(field, -1) ? beside(field, -1) : undefined),
    ArrowRight: (field) => (isAtEdge(field, 1) ? beside(field, 1) : undefined),
  };
  const undo = (field) => {
    if (field.value !== before) {
      field.value = before;
      changed(field);
    }
    if (field.select) field.select();
  };
  table.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!isField(field) || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") return void undo(field);
    if (event.key === "F2" && field.setSelectionRange) return void field.setSelectionRange(field.value.length, field.value.length);
    const step = event.key === "Enter" ? (one) => below(one, event.shiftKey ? -1 : 1) : STEPS[event.key];
    if (!step) return;
    if (event.shiftKey && event.key !== "Enter") return void pick(event, field);
    const to = step(field);
    if (to === undefined) return; // the caret moves within the field
    event.preventDefault();
    if (to) to.focus();
    else if (event.key === "Enter" && timers.has(rowOf(field))) save(rowOf(field));
  });

  // --- a block of cells, to Excel and from it ---
  const pick = (event, field) => {
    const from = anchor?.from ?? field;
    const to = STEPS[event.key](field);
    if (!to) return;
    event.preventDefault();
    anchor = { from, isPicking: true };
    to.focus();
    anchor.isPicking = false;
    unpick();
    for (const line of block(from, to)) for (const one of line) one?.classList.add("lm-picked");
  };
  const block = (from, to) => {
    const [top, bottom] = [from, to].map((field) => rows.indexOf(rowOf(field))).sort((a, b) => a - b);
    const [left, right] = [from, to].map(placeOf).sort((a, b) => a - b);
    return rows.slice(top, bottom + 1).map((row) => Array.from({ length: right - left + 1 }, (_, at) => fieldAt(row, left + at)));
  };
  const wordsOf = (field) => (field?.tagName === "SELECT" ? field.selectedOptions[0].text : (field?.value ?? ""));
  table.addEventListener("copy", (event) => {
    const field = event.target;
    if (!isField(field) || !anchor || anchor.from === field) return;
    event.preventDefault();
    const lines = block(anchor.from, field).map((line) => line.map(wordsOf).join("\t"));
    event.clipboardData.setData("text/plain", lines.join("\r\n"));
  });
  const plain = (text) => text.normalize("NFC").trim().toLowerCase();
  // No “x”: some tick with it, and here it is the sign of “chưa đạt”.
  const YES = ["đ", "đạt", "có", "1", "true", "yes"];
  const NO = ["c", "chưa", "không", "0", "false", "no"];
  const put = (field, text) => {
    if (field.tagName !== "SELECT") {
      field.value = text.trim();
      return true;
    }
    const wanted = plain(text);
    const options = [...field.options];
    const named = options.find((option) => plain(option.text) === wanted || (!wanted && !option.value));
    const meant = named ?? options.find((option) => option.value === (YES.includes(wanted) ? "yes" : NO.includes(wanted) ? "no" : null));
    if (meant) field.value = meant.value;
    return Boolean(meant);
  };
  table.addEventListener("paste", (event) => {
    const start = event.target;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!isField(start) || (!/[\t\n]/.test(text) && start.tagName !== "SELECT")) return;
    event.preventDefault();
    const top = rows.indexOf(rowOf(start));
    const width = Math.max(...[...table.querySelectorAll("[data-col]")].map(placeOf)) + 1;
    const touched = new Set();
    let [put_, shut, odd, outside] = [0, 0, 0, 0];
    text.split("\n").forEach((line, down) => {
      const row = rows[top + down];
      line.split("\t").forEach((value, across) => {
        const place = placeOf(start) + across;
        const field = fieldAt(row, place);
        if (!row || place >= width) outside += 1;
        else if (!field) shut += 1;
        else if (!put(field, value)) odd += 1;
        else {
          put_ += 1;
          remember(field);
          touched.add(row);
        }
      });
    });
    for (const row of touched) save(row);
    before = start.value;
    const left = [
      shut && `${shut} ô không mở để nhập`,
      odd && `${odd} ô không hiểu là đạt hay chưa đạt`,
      outside && `${outside} ô ngoài bảng`,
    ].filter(Boolean);
    say("pasted", `Đã dán ${put_} ô.${left.length ? ` Bỏ qua: ${left.join(", ")}.` : ""}`);
  });
  table.addEventListener("click", (event) => event.target.closest("[data-accept]")?.closest(".lm-clash").remove());
})();
