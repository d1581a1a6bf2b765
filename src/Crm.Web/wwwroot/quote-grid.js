// Going about in the grid of a quote at the speed of the keyboard. What it changes (moving, pasting) is done by the server.
const cellsOf = (table) => [...table.querySelectorAll("tr[data-row],tr.new")];
const rowOf = (target) => target.closest("tr[data-row]")?.dataset.row ?? null;
const cellIn = (row, column) => row?.querySelector(`[data-col="${column}"]`) ?? row?.querySelector('[data-col="description"],[data-col="new"]');
const isOpen = (target) => target.getAttribute("aria-expanded") === "true";

const put = (cell, text) => {
  cell.value = text;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
};

export const focus = (table, name) => {
  const cell = table.querySelector(`[name="${name}"]`);
  if (!cell) return;
  // Who typed on before the server had made the row meant it for this cell.
  const from = document.activeElement, early = from?.dataset?.col === "new" ? from.value : "";
  if (early) put(from, "");
  cell.scrollIntoView({ block: "nearest" });
  cell.focus();
  if (early) put(cell, early);
};

const go = (table, target, by) => {
  const rows = cellsOf(table), at = rows.indexOf(target.closest("tr"));
  if (at < 0) return false;
  const cell = cellIn(rows[at + by], target.dataset.col);
  cell?.focus();
  return cell != null;
};

const move = async (table, server, target, by) => {
  const name = target.name;
  if (await server.invokeMethodAsync("MoveAsync", rowOf(target), by)) requestAnimationFrame(() => requestAnimationFrame(() => focus(table, name)));
};

// In a description of several lines an arrow goes to the next line first.
const isWithin = (target, by) => target.matches("textarea") && target.clientHeight > 40 && (by < 0 ? target.selectionStart > 0 : target.selectionEnd < target.value.length);

const sideways = (table, target, by) => {
  const atEdge = target.selectionStart === target.selectionEnd ? target.selectionStart === (by < 0 ? 0 : target.value.length) : false;
  if (!atEdge) return false;
  const cells = [...target.closest("tr").querySelectorAll("[data-col]")];
  const next = cells[cells.indexOf(target) + by];
  next?.focus();
  return next != null;
};

const onKey = (table, server) => (event) => {
  const target = event.target;
  if (!target.matches?.("[data-col]") || event.ctrlKey || event.metaKey) return;
  const done = () => event.preventDefault();
  if (event.altKey) {
    if (rowOf(target) && (event.key === "ArrowUp" || event.key === "ArrowDown")) { done(); move(table, server, target, event.key === "ArrowUp" ? -1 : 1); }
    return;
  }
  if (event.key === "Enter") { done(); if (!isOpen(target) && target.dataset.col !== "new") go(table, target, event.shiftKey ? -1 : 1); return; }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const by = event.key === "ArrowUp" ? -1 : 1;
    if (isWithin(target, by)) return;
    done();
    if (!isOpen(target)) go(table, target, by);
    return;
  }
  if (event.key === "ArrowLeft" && sideways(table, target, -1) || event.key === "ArrowRight" && sideways(table, target, 1)) done();
};

const onPaste = (server) => (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  // One cell is pasted as text; a row or more becomes lines.
  if (!/\t|\r?\n./.test(text) || !event.target.matches("[data-col]")) return;
  event.preventDefault();
  server.invokeMethodAsync("PasteAsync", rowOf(event.target), text);
};

const drag = (table, server) => {
  let held = null;
  table.addEventListener("dragstart", (event) => {
    if (!event.target.closest?.(".grip")) return;
    held = event.target.closest("tr");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.row);
    event.dataTransfer.setDragImage(held, 12, 18);
  });
  table.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr[data-row]");
    if (!held || !over) return;
    event.preventDefault();
    table.querySelector("tr.over")?.classList.remove("over");
    over.classList.add("over");
  });
  table.addEventListener("dragend", () => { held = null; table.querySelector("tr.over")?.classList.remove("over"); });
  table.addEventListener("drop", (event) => {
    const over = event.target.closest("tr[data-row]");
    if (!held || !over) return;
    event.preventDefault();
    server.invokeMethodAsync("DropAsync", held.dataset.row, over.dataset.row);
  });
};

const onReview = (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== "Enter") return;
  event.preventDefault();
  document.querySelector("[data-review]:not(:disabled)")?.click();
};

export const attach = (table, server) => {
  table.closest("form").addEventListener("keydown", onReview);
  table.addEventListener("keydown", onKey(table, server));
  table.addEventListener("paste", onPaste(server));
  table.addEventListener("focusin", (event) => { if (event.target.matches("[data-figure]")) event.target.select(); });
  drag(table, server);
};
