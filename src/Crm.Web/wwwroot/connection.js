// When the line to the server drops: say so without getting in the way, and start again as soon as the server answers.
(() => {
  const bar = document.getElementById("components-reconnect-modal");
  if (!bar) return;
  let isWaiting = false, isOffline = false;
  const startAgain = async () => {
    if (isWaiting) return;
    isWaiting = true;
    for (;;) {
      try {
        if ((await fetch("/health/ready", { cache: "no-store" })).ok) break;
      } catch { /* not yet */ }
      await new Promise((next) => setTimeout(next, 1000));
    }
    location.reload();
  };
  // Until then what is typed goes to the draft in the browser only, and nothing leads away from it.
  for (const type of ["input", "change", "click", "submit", "keydown"]) {
    document.body.addEventListener(type, (event) => {
      if (!isOffline) return;
      event.stopPropagation();
      if (type === "submit" || event.target.closest?.("a[href]")) event.preventDefault();
    });
  }
  bar.addEventListener("components-reconnect-state-changed", (event) => {
    const { state } = event.detail;
    isOffline = state !== "hide";
    bar.hidden = !isOffline;
    if (state === "failed" || state === "rejected") startAgain();
  });
})();
