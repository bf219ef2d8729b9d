// The matrix: one tab stop, arrow keys between cells, and the reasons of a cell beside it.
"use strict";
(() => {
  const wrap = document.getElementById("mx");
  const cellsOf = (row) => [...row.querySelectorAll("td a")];
  const rows = () => [...wrap.querySelectorAll("tbody tr")].filter((row) => cellsOf(row).length);

  const go = (from, to) => {
    if (!to) return;
    from.setAttribute("tabindex", "-1");
    to.setAttribute("tabindex", "0");
    to.focus({ preventScroll: true });
    reveal(to);
  };

  // Scroll so that neither the sticky head, foot nor first column covers the cell.
  const reveal = (link) => {
    const box = link.closest(".lm-mxbox");
    const cell = link.parentElement.getBoundingClientRect();
    const view = box.getBoundingClientRect();
    const head = box.querySelector("thead").offsetHeight;
    const foot = box.querySelector("tfoot").offsetHeight;
    const first = box.querySelector("tbody .lm-cm").offsetWidth;
    if (cell.top < view.top + head) box.scrollTop -= view.top + head - cell.top;
    if (cell.bottom > view.bottom - foot - 16) box.scrollTop += cell.bottom - view.bottom + foot + 16;
    if (cell.left < view.left + first) box.scrollLeft -= view.left + first - cell.left;
    if (cell.right > view.right - 16) box.scrollLeft += cell.right - view.right + 16;
  };

  const moved = (link, key, whole) => {
    const all = rows();
    const row = link.closest("tr");
    const line = cellsOf(row);
    const column = line.indexOf(link);
    const at = all.indexOf(row);
    switch (key) {
      case "ArrowLeft": return line[column - 1];
      case "ArrowRight": return line[column + 1];
      case "ArrowUp": return all[at - 1] && cellsOf(all[at - 1])[column];
      case "ArrowDown": return all[at + 1] && cellsOf(all[at + 1])[column];
      case "Home": return whole ? cellsOf(all[0])[0] : line[0];
      case "End": return whole ? cellsOf(all[all.length - 1]).pop() : line[line.length - 1];
      case "PageUp": return cellsOf(all[Math.max(0, at - 10)])[column];
      case "PageDown": return cellsOf(all[Math.min(all.length - 1, at + 10)])[column];
      default: return null;
    }
  };

  // Where the reasons of a cell are: its row says the commune, its own link the criterion.
  const address = (link) => {
    const { cells, query } = link.closest("tr").dataset;
    return cells.replace("/N/", `/${link.hash.replace("#tc-", "")}/`) + (query ? `?${query}` : "");
  };

  const pop = () => document.getElementById("pop");
  let opener = null;

  const close = () => {
    if (!opener) return;
    pop().hidden = true;
    opener.parentElement.classList.remove("lm-sel");
    opener.focus({ preventScroll: true });
    opener = null;
  };

  const place = (link) => {
    const box = wrap.getBoundingClientRect();
    const cell = link.parentElement.getBoundingClientRect();
    const card = pop();
    const left = Math.min(cell.left - box.left - 160, box.width - card.offsetWidth - 8);
    const below = cell.bottom - box.top + 4;
    const above = cell.top - box.top - card.offsetHeight - 4;
    const fits = cell.bottom + card.offsetHeight + 8 < window.innerHeight;
    card.style.left = `${Math.max(8, left)}px`;
    card.style.top = `${fits || above < 0 ? below : above}px`;
  };

  const show = async (link) => {
    close();
    opener = link;
    link.parentElement.classList.add("lm-sel");
    await htmx.ajax("GET", address(link), { target: "#pop", swap: "innerHTML" });
    if (opener !== link) return;
    pop().hidden = false;
    place(link);
    pop().focus({ preventScroll: true });
  };

  wrap.addEventListener("focusin", (event) => {
    const link = event.target.closest("td a");
    if (!link) return;
    for (const other of wrap.querySelectorAll('td a[tabindex="0"]')) other.setAttribute("tabindex", "-1");
    link.setAttribute("tabindex", "0");
  });
  wrap.addEventListener("keydown", (event) => {
    const link = event.target.closest("td a");
    if (!link) return;
    const to = moved(link, event.key, event.ctrlKey);
    if (to !== null) event.preventDefault();
    go(link, to);
  });
  wrap.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) return close();
    const link = event.target.closest("td a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link);
  });
  document.addEventListener("click", (event) => {
    if (opener && !pop().contains(event.target) && !event.target.closest("td a")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  // New rows come from the server: what was open belonged to the old ones.
  wrap.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === wrap) opener = null;
  });
})();
