// Before the first paint: the stored choice, else what the device prefers. Runs blocking, in the head.
(() => {
  const root = document.documentElement;
  if (root.dataset.theme) return;
  const device = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => { root.dataset.theme = device.matches ? "dark" : "light"; };
  device.addEventListener("change", follow);
  follow();
})();
