// A text with headings, lists and emphasis. The browser edits it; the hidden text area, which the form knows, follows. What it holds is
// cleaned by the server, which trusts nothing of this.
const kept = new Set(["P", "BR", "H3", "B", "STRONG", "I", "EM", "UL", "OL", "LI", "A", "BLOCKQUOTE"]);
const asParagraph = new Set(["DIV", "SECTION", "ARTICLE", "PRE", "TR"]);
const asHeading = new Set(["H1", "H2", "H4", "H5", "H6"]);
const dropped = new Set(["SCRIPT", "STYLE", "HEAD", "META", "LINK", "IFRAME", "OBJECT", "TEMPLATE"]);

const renamed = (element, name) => {
  const other = document.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
};

const tidyInside = (parent) => {
  for (let node of [...parent.childNodes]) {
    if (node.nodeType === Node.TEXT_NODE) continue;
    if (node.nodeType !== Node.ELEMENT_NODE || dropped.has(node.tagName)) { node.remove(); continue; }
    tidyInside(node);
    if (asHeading.has(node.tagName)) node = renamed(node, "h3");
    else if (asParagraph.has(node.tagName)) node = renamed(node, "p");
    if (!kept.has(node.tagName)) { node.replaceWith(...node.childNodes); continue; }
    const href = node.getAttribute("href");
    for (const { name } of [...node.attributes]) node.removeAttribute(name);
    // A list in a paragraph, and a paragraph with nothing in it, are the browser's scaffolding.
    if (node.tagName === "P" && (node.querySelector("p,ul,ol,h3,blockquote") || !node.hasChildNodes())) { node.replaceWith(...node.childNodes); continue; }
    if (node.tagName === "A" && /^(https?:|mailto:|tel:)/i.test(href ?? "")) node.setAttribute("href", href);
  }
};

const tidy = (html) => {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  tidyInside(body);
  return body.innerHTML;
};

const isEmpty = (page) => page.textContent.trim() === "" && !page.querySelector("li");

const commands = {
  bold: () => document.execCommand("bold"),
  italic: () => document.execCommand("italic"),
  heading: () => document.execCommand("formatBlock", false, document.queryCommandValue("formatBlock") === "h3" ? "p" : "h3"),
  bullets: () => document.execCommand("insertUnorderedList"),
  numbers: () => document.execCommand("insertOrderedList"),
};

const states = {
  bold: () => document.queryCommandState("bold"),
  italic: () => document.queryCommandState("italic"),
  heading: () => document.queryCommandValue("formatBlock") === "h3",
  bullets: () => document.queryCommandState("insertUnorderedList"),
  numbers: () => document.queryCommandState("insertOrderedList"),
};

const attach = (field) => {
  const page = field.querySelector("[contenteditable]"), bar = field.querySelector("[role=toolbar]"), source = field.querySelector("textarea");
  const buttons = [...bar.querySelectorAll("button")];
  const show = () => { page.innerHTML = tidy(source.value); page.classList.toggle("empty", isEmpty(page)); };
  let own = false;
  const keep = () => {
    page.classList.toggle("empty", isEmpty(page));
    own = true;
    source.value = isEmpty(page) ? "" : tidy(page.innerHTML);
    source.dispatchEvent(new Event("input", { bubbles: true }));
    own = false;
  };
  const tell = () => { for (const button of buttons) button.setAttribute("aria-pressed", states[button.dataset.do]()); };
  const press = (button) => { page.focus(); commands[button.dataset.do](); keep(); tell(); };

  show();
  page.addEventListener("focus", () => { document.execCommand("defaultParagraphSeparator", false, "p"); document.execCommand("styleWithCSS", false, false); });
  page.addEventListener("input", (event) => { event.stopPropagation(); keep(); });
  page.addEventListener("paste", (event) => {
    event.preventDefault();
    const html = event.clipboardData.getData("text/html");
    document.execCommand(html ? "insertHTML" : "insertText", false, html ? tidy(html) : event.clipboardData.getData("text/plain"));
  });
  // A picture that is dropped here would be text of a file; blocks take pictures.
  page.addEventListener("drop", (event) => event.preventDefault());
  page.addEventListener("keyup", tell);
  page.addEventListener("pointerup", tell);
  // The place in the text is lost when a button takes the focus.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => { const button = event.target.closest("button"); if (button) press(button); });
  // One stop for Tab, arrows inside, as toolbars are.
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement), by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || !by) return;
    event.preventDefault();
    const next = buttons[(at + by + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
  // What the browser kept of an earlier visit, or the server put in its place.
  source.addEventListener("input", () => { if (!own) show(); });
};

// An element of its own hears the first key and the first press: it waits for no answer of the server, as a component that imports a script does.
customElements.define("rich-text", class extends HTMLElement {
  connectedCallback() {
    // What is inside comes right behind it; and a field that is moved on the page is the same field.
    queueMicrotask(() => { if (!this.isAttached) { this.isAttached = true; attach(this); } });
  }
});
