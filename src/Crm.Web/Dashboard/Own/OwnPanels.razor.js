// Dragging a panel onto the place of another. Where it stands then is C#.
export function attach(list, page) {
  let held = null;
  const unmark = () => list.querySelector("li.over")?.classList.remove("over");
  list.addEventListener("dragstart", (event) => {
    if (!event.target.closest?.(".grip")) return;
    held = event.target.closest("li[data-panel]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.panel);
    event.dataTransfer.setDragImage(held, 12, 12);
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li[data-panel]");
    if (!held || !over) return;
    event.preventDefault();
    unmark();
    if (over !== held) over.classList.add("over");
  });
  list.addEventListener("dragend", () => { held = null; unmark(); });
  list.addEventListener("drop", (event) => {
    const over = event.target.closest("li[data-panel]");
    if (!held || !over) return;
    event.preventDefault();
    if (over !== held) page.invokeMethodAsync("DroppedAsync", held.dataset.panel, over.dataset.panel);
  });
}

// What moves in the page loses the focus.
export function focusPanel(list, id) {
  const panel = list.querySelector(`[data-panel="${id}"]`);
  panel?.querySelector(".picked-head button:not(:disabled)")?.focus();
  panel?.scrollIntoView({ block: "nearest" });
}
