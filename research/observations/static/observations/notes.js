// Timed notes: the big button writes the minute of the lesson into a fresh row and goes there.
// The school's clock counts, whatever the phone's says: the page brings it along.
// When the browser gives back what was typed offline, the rows it needs are made first.
document.querySelectorAll("[data-notes]").forEach((box) => {
  const form = box.closest("form");
  const rows = box.querySelector("[data-note-rows]");
  const template = box.querySelector("[data-note-template]");
  const button = box.querySelector("[data-note-now]");
  const begins = Date.parse(box.dataset.begins);
  const opened = Date.parse(box.dataset.now) - performance.now();
  const LONGEST = 180;

  button.hidden = false;
  button.addEventListener("click", () => {
    const row = [...rows.children].find(isEmpty) || addRow();
    const [minute, teacher] = row.querySelectorAll("[name=notes]");
    minute.value = minuteNow();
    teacher.focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });

  form.addEventListener("draft:restoring", (event) => {
    const cells = event.detail.values.filter(([name]) => name === "notes").length;
    while (rows.children.length * 4 < cells) addRow();
  });

  function minuteNow() {
    const minute = Math.floor((opened + performance.now() - begins) / 60000) + 1;
    return minute >= 1 && minute <= LONGEST ? String(minute) : "";
  }

  function isEmpty(row) {
    return [...row.querySelectorAll("[name=notes]")].every((cell) => !cell.value.trim());
  }

  function addRow() {
    rows.append(template.content.cloneNode(true));
    return rows.lastElementChild;
  }
});
