// Around Elsa Studio: the address says which of its elements stands in the page, and a call that finds its person signed out waits.
(() => {
  const stage = document.getElementById("studio");
  const head = document.getElementById("studio-head").shadowRoot;
  const said = document.getElementById("studio-said").shadowRoot;
  const narrow = said.querySelector(".narrow");
  const signedOut = said.querySelector("dialog");

  // Studio writes dates into definitions as this culture does: the one that is English and writes 2026-03-15.
  localStorage.setItem("BlazorCulture", "en-SE");

  const openDefinition = (id) => go(`definitions/${id}`);
  const views = {
    definitions: { part: "elsa-workflow-definition-list", given: () => ({ editWorkflowDefinition: openDefinition }) },
    definition: { part: "elsa-workflow-definition-editor", given: (definitionId) => ({ definitionId }), isWide: true },
    instances: { part: "elsa-workflow-instance-list", given: () => ({ viewWorkflowInstance: (id) => go(`instances/${id}`) }) },
    instance: { part: "elsa-workflow-instance-viewer", given: (instanceId) => ({ instanceId, editWorkflowDefinition: openDefinition }), isWide: true },
  };

  // Ours, and those that Studio makes up itself when it runs or copies a definition.
  const places = [
    [/^\/studio\/?$/, "definitions"],
    [/^\/studio\/(?:workflows\/)?definitions\/?$/, "definitions"],
    [/^\/studio\/(?:workflows\/)?instances\/?$/, "instances"],
    [/^\/(?:studio\/)?workflows\/definitions\/([^/]+)\/edit$/, "definition"],
    [/^\/(?:studio\/)?workflows\/instances\/([^/]+)\/view$/, "instance"],
    [/^\/studio\/definitions\/([^/]+)$/, "definition"],
    [/^\/studio\/instances\/([^/]+)$/, "instance"],
  ];

  const read = (path) => {
    for (const [pattern, view] of places) {
      const found = path.match(pattern);
      if (found) return { view, id: found[1] ?? "", address: `/studio/${view}${found[1] ? `s/${found[1]}` : ""}` };
    }
    return null;
  };

  const go = (path) => Blazor.navigateTo(new URL(path, document.baseURI).href);

  let shown = "", openAnyway = false, isFilling = false;

  const show = async () => {
    const place = read(location.pathname);
    if (!place) return location.reload();
    if (place.address !== location.pathname) change.replaceState.call(history, history.state, "", place.address + location.search);
    if (place.address === shown) return;
    const isFirst = shown === "";
    shown = place.address;
    if (!isFirst) refreshHead();
    if (isFilling) return;
    isFilling = true;
    for (let filled; filled !== shown; ) await fill(read((filled = shown)));
    isFilling = false;
  };

  // One part at a time: two would both want to draw the menus and dialogs of the page.
  let part = null;

  const fill = async ({ view, id }) => {
    const { part: name, given, isWide } = views[view];
    await part?.dispose();
    part = null;
    const tooNarrow = isWide && !openAnyway && matchMedia("(max-width: 719px)").matches;
    narrow.hidden = !tooNarrow;
    stage.hidden = tooNarrow;
    if (tooNarrow) return;
    await customElements.whenDefined(name);
    const room = document.createElement("div");
    room.dataset.view = view;
    stage.replaceChildren(room);
    part = await Blazor.rootComponents.add(room, name, { remoteEndpoint: `${location.origin}/elsa/api`, ...given(decodeURIComponent(id)) });
  };

  const refreshHead = async () => {
    const address = shown;
    const answer = await plainFetch(`/studio/-/head${address.slice("/studio".length)}`);
    if (!answer.ok || address !== shown) return;
    const bar = head.querySelector(".sh");
    bar.outerHTML = await answer.text();
    document.title = head.querySelector(".sh").dataset.title;
  };

  // Studio moves by the history; nothing else tells that it did.
  const change = { pushState: history.pushState, replaceState: history.replaceState };
  for (const name of Object.keys(change)) {
    history[name] = function (...given) {
      change[name].apply(this, given);
      show();
    };
  }
  addEventListener("popstate", show);
  document.addEventListener("click", (event) => {
    const link = event.composedPath().find((element) => element.href && element.matches?.("a[href]"));
    if (!link || link.target || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const place = link.origin === location.origin && read(link.pathname);
    if (!place) return;
    event.preventDefault();
    go(place.address);
  });
  said.querySelector(".anyway").addEventListener("click", () => {
    openAnyway = true;
    fill(read(location.pathname));
  });

  const plainFetch = window.fetch.bind(window);
  let signingIn = null;

  window.fetch = async (input, options = {}) => {
    const url = new URL(input.url ?? input, document.baseURI);
    if (url.origin !== location.origin || !url.pathname.startsWith("/elsa/")) return plainFetch(input, options);
    for (;;) {
      const answer = await plainFetch(input, options);
      if (answer.status === 401) {
        await (signingIn ??= signIn());
        continue;
      }
      // After a save, and whenever the viewer looks again at the instance it shows.
      if (((options.method ?? "GET") !== "GET" && /\/workflow-definition/.test(url.pathname)) || /\/workflow-instances\/[^/]+$/.test(url.pathname)) refreshHead();
      return answer;
    }
  };

  // The call waits until its person has signed in again: what was being saved is saved after all.
  const signIn = async () => {
    signedOut.showModal();
    for (;;) {
      await new Promise((back) => addEventListener("focus", back, { once: true }));
      if (!(await plainFetch("/api/session")).ok) continue;
      signedOut.close();
      signingIn = null;
      return;
    }
  };
  signedOut.addEventListener("cancel", (event) => event.preventDefault());

  show();
})();
