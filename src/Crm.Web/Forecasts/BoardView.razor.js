// Dragging with mouse or pen, and walking with the arrows. What happens to a forecast is C#.
const FAR_ENOUGH = 6;
const EDGE = 48;

export function attach(board, page, mayMove) {
  const listening = new AbortController();
  const on = (target, type, act) => target.addEventListener(type, act, { signal: listening.signal });
  on(board, "keydown", (event) => walk(board, event));
  on(board, "dragstart", (event) => event.preventDefault());
  if (mayMove) on(board, "pointerdown", (event) => take(board, page, event));
  return { dispose: () => listening.abort() };
}

export function focusCard(board, id) {
  board.querySelector(`[data-card="${id}"] a`)?.focus();
}

function walk(board, event) {
  const card = event.target.closest(".card");
  if (!card || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("[role=menu]")) return;
  if (event.key.toLowerCase() === "s") {
    event.preventDefault();
    card.querySelector(".menu > button")?.click();
    return;
  }
  const columns = [...board.querySelectorAll(".cl")].filter((column) => column.querySelector(".card"));
  const column = card.closest(".cl");
  const cards = [...column.querySelectorAll(".card")];
  const at = cards.indexOf(card), across = columns.indexOf(column);
  const beside = (other) => other && (other.querySelectorAll(".card")[at] ?? [...other.querySelectorAll(".card")].at(-1));
  const next = { ArrowDown: cards[at + 1], ArrowUp: cards[at - 1], ArrowRight: beside(columns[across + 1]), ArrowLeft: beside(columns[across - 1]) }[event.key];
  if (!next) return;
  event.preventDefault();
  next.querySelector("a").focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function take(board, page, down) {
  const card = down.target.closest(".card");
  // A finger scrolls; it moves a card with the card's menu.
  if (!card || down.button !== 0 || down.pointerType === "touch" || down.target.closest(".menu")) return;
  let ghost = null, over = null;

  const start = () => {
    const box = card.getBoundingClientRect();
    ghost = card.cloneNode(true);
    ghost.className = "card ghost";
    ghost.inert = true;
    Object.assign(ghost.style, { width: `${box.width}px`, left: `${box.left}px`, top: `${box.top}px` });
    board.append(ghost);
    card.classList.add("lifted");
  };
  const move = (event) => {
    const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY];
    if (!ghost && Math.hypot(x, y) < FAR_ENOUGH) return;
    if (!ghost) start();
    event.preventDefault();
    ghost.style.transform = `translate(${x}px,${y}px) rotate(1.5deg)`;
    const frame = board.getBoundingClientRect();
    if (event.clientX > frame.right - EDGE) board.scrollLeft += 12;
    if (event.clientX < frame.left + EDGE) board.scrollLeft -= 12;
    const column = document.elementsFromPoint(event.clientX, event.clientY).map((one) => one.closest(".cl")).find((one) => one) ?? null;
    if (column === over) return;
    over?.classList.remove("over");
    over = column;
    over?.classList.add("over");
  };
  const end = () => {
    gesture.abort();
    ghost?.remove();
    card.classList.remove("lifted");
    over?.classList.remove("over");
  };
  const drop = () => {
    const target = over && over !== card.closest(".cl") ? over.dataset.status : null;
    if (ghost) swallowClick();
    end();
    if (target) page.invokeMethodAsync("DroppedAsync", card.dataset.card, target);
  };
  const gesture = new AbortController();
  const on = (type, act) => window.addEventListener(type, act, { signal: gesture.signal });
  on("pointermove", move);
  on("pointerup", drop);
  on("pointercancel", end);
  on("keydown", (event) => { if (event.key === "Escape" && ghost) { event.preventDefault(); event.stopPropagation(); end(); } });
}

// The click that ends a drag comes at once, and must not open the card.
function swallowClick() {
  const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
  window.addEventListener("click", swallow, true);
  setTimeout(() => window.removeEventListener("click", swallow, true));
}
