// What only the browser can do. Everything else is C#.
window.peil = (() => {
  const focusable = 'a[href],button:not([disabled]),input:not([disabled]):not([tabindex="-1"]),select:not([disabled]),textarea:not([disabled]),[tabindex="0"]';
  const held = [];
  const inside = (element) => [...element.querySelectorAll(focusable)].filter((part) => part.offsetParent !== null);
  const isTyping = (target) => target.closest?.("input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable=true]") != null;

  const focus = (id) => {
    const field = document.getElementById(id);
    field?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  };

  const show = (id) => requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView({ block: "nearest" }));

  const showSummary = (formId) => document.querySelector(`#${formId} .summary`)?.scrollIntoView({ block: "nearest" });

  const isDark = () => document.documentElement.dataset.theme === "dark";

  const arrive = () => {
    if (isTyping(document.activeElement)) return;
    const heading = document.querySelector("h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  };

  // A drawer or a dialog: focus stays inside, Esc closes, and afterwards focus is back where it was.
  const hold = (id) => {
    const element = document.getElementById(id);
    if (!element) return;
    const onKey = (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) {
        event.stopPropagation();
        element.querySelector("[data-close]")?.click();
      }
      if (event.key !== "Tab") return;
      const parts = inside(element);
      if (parts.length === 0) return;
      const first = parts[0], last = parts[parts.length - 1];
      const leaves = event.shiftKey ? document.activeElement === first || document.activeElement === element : document.activeElement === last;
      if (!leaves) return;
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    };
    held.push({ id, from: document.activeElement });
    element.addEventListener("keydown", onKey);
    const start = element.querySelector("[autofocus]") ?? element.querySelector(".body input:not([tabindex='-1']),.body select,.body textarea") ?? element;
    start.focus();
    if (id === "palette") hearEarly(start);
  };

  // The server opens the palette; what somebody types until it is there is kept for it, and presses nothing else.
  let early = null, earlyEnds = 0;
  const callPalette = () => {
    const opener = document.querySelector("[data-palette]");
    if (!opener || held.length > 0) return;
    opener.click();
    early = "";
    clearTimeout(earlyEnds);
    earlyEnds = setTimeout(() => { early = null; }, 3000);
  };
  const keepEarly = (event) => {
    if (early === null || event.ctrlKey || event.metaKey || event.altKey || (event.key.length !== 1 && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key !== "Enter") early += event.key;
  };
  document.addEventListener("keydown", keepEarly, true);
  const hearEarly = (field) => {
    if (early) {
      field.value = early;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    early = null;
  };

  const release = (id) => {
    const at = held.findIndex((one) => one.id === id);
    if (at < 0) return;
    const [{ from }] = held.splice(at, 1);
    if (from?.isConnected) from.focus();
  };

  const openMenu = (id) => {
    const menu = document.getElementById(id);
    const items = () => [...menu.querySelectorAll("[role=menuitem]:not([disabled])")];
    menu.onkeydown = (event) => {
      const all = items(), at = all.indexOf(document.activeElement);
      const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (go !== undefined) {
        event.preventDefault();
        all[(go + all.length) % all.length]?.focus();
      }
      if (event.key === "Escape" || event.key === "Tab") {
        if (event.key === "Escape") event.preventDefault();
        event.stopPropagation();
        menu.querySelector(".catch")?.click();
      }
    };
    items()[0]?.focus();
  };

  const closeMenu = (id) => {
    const menu = document.getElementById(id);
    if (!menu) return;
    menu.onkeydown = null;
    if (document.activeElement === document.body || menu.contains(document.activeElement)) menu.querySelector("button")?.focus();
  };

  // Eight seconds, not counting the time someone looks at it.
  const runOut = (id, owner) => {
    const toast = document.getElementById(id);
    if (!toast) return;
    let left = 8000, since = performance.now(), timer = 0;
    const start = () => { since = performance.now(); timer = setTimeout(() => toast.isConnected && owner.invokeMethodAsync("CloseAsync"), left); };
    const stop = () => { clearTimeout(timer); left -= performance.now() - since; };
    toast.addEventListener("pointerenter", stop);
    toast.addEventListener("pointerleave", start);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("focusout", start);
    start();
  };

  // Single keys press the visible control that carries them; they rest while someone types or a dialog is open.
  let singleKeys = true, going = -Infinity;
  const setSingleKeys = (on) => { singleKeys = on; document.documentElement.classList.toggle("no-keys", !on); };
  const press = (key, scope) => {
    const control = [...scope.querySelectorAll(`[data-shortcut="${key}"]`)].find((one) => one.offsetParent !== null && !one.disabled);
    control?.click();
    return control != null;
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      callPalette();
      return;
    }
    if (!singleKeys || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target) || held.length > 0) return;
    const key = event.key.toLowerCase();
    if (key === "g") { going = performance.now(); return; }
    const place = performance.now() - going < 1200;
    going = -Infinity;
    if (press(place ? "g " + key : key, document)) event.preventDefault();
  });

  // What can be done on this page now: every visible control of it that carries a key, or is marked as a command.
  let found = [];
  const commands = () => {
    found = [...document.querySelectorAll("main [data-shortcut],main [data-command],.top [data-command]")].filter((one) => one.offsetParent !== null && !one.disabled);
    return found.map((one) => ({
      text: one.dataset.command || [...one.childNodes].filter((part) => part.nodeName !== "KBD").map((part) => part.textContent).join(" ").replace(/\s+/g, " ").trim() || one.ariaLabel,
      key: one.dataset.shortcut ?? null,
      icon: one.querySelector("[data-icon]")?.dataset.icon ?? null,
    }));
  };
  const run = (index) => requestAnimationFrame(() => { found[index]?.focus(); found[index]?.click(); });
  document.addEventListener("keydown", (event) => {
    if (event.target.dataset?.arrows !== undefined && ["ArrowUp", "ArrowDown", "Enter"].includes(event.key)) event.preventDefault();
  }, true);

  // Drafts: what was typed and the server has not kept yet, per form, by the names of its fields. A field that tells the server only
  // when it is left (data-late) stays here until then.
  const drafts = new Map();
  const place = (key) => "peil-draft:" + key;
  const write = (key, draft) => Object.keys(draft.typed).length === 0
    ? localStorage.removeItem(place(key))
    : localStorage.setItem(place(key), JSON.stringify(draft.typed));
  const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
  const keepDraft = (formId, key) => {
    const form = document.getElementById(formId);
    if (!form) return;
    const draft = { heard: 0, typed: {}, late: new Set() };
    drafts.set(key, draft);
    const typed = JSON.parse(localStorage.getItem(place(key)) ?? "{}");
    const listen = (event) => {
      const field = event.target;
      if (!field.name || field.type === "password" || field.type === "file" || drafts.get(key) !== draft) return;
      draft.heard++;
      draft.typed[field.name] = valueOf(field);
      if ("late" in field.dataset) event.type === "input" ? draft.late.add(field.name) : draft.late.delete(field.name);
      write(key, draft);
    };
    form.addEventListener("input", listen);
    form.addEventListener("change", listen);
    for (const [name, value] of Object.entries(typed)) {
      const field = form.elements.namedItem(name);
      if (!(field instanceof HTMLElement) || valueOf(field) === value) continue;
      if (field.type === "checkbox") field.checked = value; else field.value = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const draftHeard = (key) => drafts.get(key)?.heard ?? 0;
  const draftSaved = (key, heard) => {
    const draft = drafts.get(key);
    if (!draft || draft.heard !== heard) return;
    for (const name of Object.keys(draft.typed)) if (!draft.late.has(name)) delete draft.typed[name];
    write(key, draft);
  };
  const dropDraft = (key) => { drafts.delete(key); localStorage.removeItem(place(key)); };

  return { show, commands, run, keepDraft, draftHeard, draftSaved, dropDraft, focus, arrive, showSummary, isDark, hold, release, openMenu, closeMenu, runOut, setSingleKeys };
})();
