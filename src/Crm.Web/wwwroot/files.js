// Dropped and pasted files go into the file input beside them, so that the server takes them in one way only.
window.peilFiles = (() => {
  const give = (input, files) => {
    if (!files.length) return;
    const all = new DataTransfer();
    for (const file of files) all.items.add(file);
    input.files = all.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const take = (id) => {
    const box = document.getElementById(id);
    const input = box?.querySelector("input[type=file]");
    if (!input) return;
    box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("over"); });
    box.addEventListener("dragleave", () => box.classList.remove("over"));
    box.addEventListener("drop", (event) => { event.preventDefault(); box.classList.remove("over"); give(input, event.dataTransfer.files); });
    box.closest("form")?.addEventListener("paste", (event) => {
      if (!event.clipboardData?.files.length) return;
      event.preventDefault();
      give(input, event.clipboardData.files);
    });
  };
  return { take };
})();
