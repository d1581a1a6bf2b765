// Puts the caret where a template is wrong.
export const goTo = (id, line, column) => {
  const field = document.getElementById(id);
  if (!field) return;
  const lines = field.value.split("\n");
  const at = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  field.focus();
  field.setSelectionRange(at, at);
  const height = parseFloat(getComputedStyle(field).lineHeight);
  field.scrollTop = Math.max(0, (line - 4) * height);
};
