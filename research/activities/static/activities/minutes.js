// <form data-minutes>: saves while one types, and brings what colleagues write meanwhile. The server
// merges; for each part `base_<part>` keeps what stood there when this page last knew it.
const form = document.querySelector("[data-minutes]");
const status = form.querySelector("[data-status]");
const boxes = [...form.querySelectorAll("textarea:not([name^=base_])")];
const baseOf = (box) => form.elements[`base_${box.name}`];
const bare = (text) => text.replace(/\s+/g, "");
const AFTER_TYPING = 1500;
const BETWEEN = 8000;
let waiting = 0;
let isSending = false;
let isComposing = false;

form.addEventListener("compositionstart", () => { isComposing = true; });
form.addEventListener("compositionend", () => { isComposing = false; plan(AFTER_TYPING); });
form.addEventListener("input", () => plan(AFTER_TYPING));
window.addEventListener("online", () => plan(0));
window.addEventListener("pagehide", () => { if (isDirty()) send({ keepalive: true }); });
window.addEventListener("beforeunload", (event) => { if (isDirty() && !navigator.onLine) event.preventDefault(); });
window.setInterval(() => { if (!document.hidden) plan(0); }, BETWEEN);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  plan(0);
});

function isDirty() {
  return boxes.some((box) => bare(box.value) !== bare(baseOf(box).value));
}

function plan(delay) {
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => (isComposing || isSending ? plan(300) : send()), delay);
}

async function send(options = {}) {
  isSending = true;
  const sent = new Map(boxes.map((box) => [box, box.value]));
  const wasDirty = isDirty();
  if (wasDirty) status.textContent = form.dataset.saving;
  try {
    const answer = await fetch(form.action || window.location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      ...options,
    });
    if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) throw new Error();
    const saved = await answer.json();
    if (answer.ok) take(saved, sent, wasDirty);
    else status.textContent = saved.message;
  } catch {
    if (wasDirty) status.textContent = form.dataset.offline;
  } finally {
    isSending = false;
  }
}

// Whoever typed on while it was sent keeps what they typed; the next save merges from there.
function take(saved, sent, wasDirty) {
  let isJoined = false;
  boxes.forEach((box) => {
    const text = saved.texts[box.name];
    const untouched = box.value === sent.get(box);
    const isNew = bare(text) !== bare(sent.get(box));
    if (untouched && isNew && !(isComposing && box === document.activeElement)) {
      replace(box, text);
      baseOf(box).value = text;
      isJoined = true;
    } else {
      baseOf(box).value = sent.get(box);
    }
  });
  const both = Object.keys(saved.both).length > 0;
  if (both) status.textContent = form.dataset.both;
  else if (isJoined) status.textContent = form.dataset.joined;
  else if (wasDirty) status.textContent = form.dataset.saved.replace("%t", saved.saved_at);
}

// The caret stays beside the words it stood at.
function replace(box, text) {
  const at = box.selectionStart;
  const before = box.value.slice(0, at);
  box.value = text;
  if (box !== document.activeElement) return;
  const tail = before.slice(-12);
  const found = tail ? text.lastIndexOf(tail) : -1;
  const caret = found < 0 ? Math.min(at, text.length) : found + tail.length;
  box.setSelectionRange(caret, caret);
}
