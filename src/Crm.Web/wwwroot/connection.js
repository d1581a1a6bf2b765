// When the line to the server drops: say so without getting in the way, and start again as soon as the server answers.
(() => {
  const bar = document.getElementById("components-reconnect-modal");
  if (!bar) return;
  let isWaiting = false;
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
  bar.addEventListener("components-reconnect-state-changed", (event) => {
    const { state } = event.detail;
    bar.hidden = state === "hide";
    if (state === "failed" || state === "rejected") startAgain();
  });
})();
