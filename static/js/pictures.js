// Pictures in a long text: pasted, or chosen with the editor's button, they go to the draft as
// files, and stand in the text under their own address. What cannot come along (Word names a file
// on the sender's disk, a page one on another host) is counted and said. The editor (prose.js)
// announces itself by "prose:mounted" and asks about what is pasted by "prose:paste".
const OWN = /^\/records\/files\/[0-9a-f-]{36}\//;
const BLANK = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const words = document.querySelector("template[data-prose-bar]")?.dataset || {};
let pasting = null;
let count = 0;

document.addEventListener("prose:mounted", ({ detail: { editor, area, box, bar } }) => {
  const here = { editor, form: area.form, said: document.createElement("p"), files: [] };
  here.said.className = "form-text";
  here.said.setAttribute("role", "status");
  bar.after(here.said);
  box.addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    pasting = { ...here, files: [...files].filter(isPicture) };
    if (!pasting.files.length || types.includes("text/html") || types.includes("text/plain")) return;
    event.preventDefault();
    event.stopPropagation();
    insert(here, pasting.files);
  }, true);
  bar.querySelector("[data-picture]")?.addEventListener("click", () => choose(here));
  document.addEventListener("photo:removed", ({ detail }) => settle(editor, detail.address, null));
});

// After word.js, so that the text has its shape; nothing of another host reaches the page.
document.addEventListener("prose:paste", ({ detail }) => {
  const page = new DOMParser().parseFromString(detail.html, "text/html");
  const images = [...page.images];
  if (!images.length || !pasting) return;
  const here = pasting;
  const wanted = [];
  let lost = 0;
  for (const image of images) {
    const source = (image.getAttribute("src") || "").replace(location.origin, "");
    const file = fileOf(source) || (OWN.test(source) ? null : here.files.shift());
    if (OWN.test(source)) image.setAttribute("src", source);
    else if (file) wanted.push(mark(image, file));
    else {
      image.remove();
      lost += 1;
    }
  }
  detail.html = page.body.innerHTML;
  tell(here, lost);
  setTimeout(() => wanted.forEach(([address, file]) => send(here, address, file)));
});

function isPicture(file) {
  return file.type.startsWith("image/");
}

function mark(image, file) {
  count += 1;
  image.setAttribute("src", `${BLANK}#${count}`);
  return [`${BLANK}#${count}`, file];
}

function fileOf(source) {
  const found = /^data:(image\/[a-z+]+);base64,(.+)$/is.exec(source);
  if (!found) return null;
  const bytes = Uint8Array.from(atob(found[2]), (letter) => letter.charCodeAt(0));
  return new File([bytes], `${words.name}.${found[1].slice(6)}`, { type: found[1] });
}

function choose(here) {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/*", multiple: true });
  input.addEventListener("change", () => insert(here, [...input.files]));
  input.click();
}

function insert(here, files) {
  for (const file of files) {
    const [address] = mark(document.createElement("img"), file);
    here.editor.chain().focus().insertContent({ type: "image", attrs: { src: address, alt: "" } }).run();
    send(here, address, file);
  }
}

// The draft must exist on the server before a picture can hang off it.
function send(here, address, file) {
  const photos = here.form?.querySelector("[data-photos]");
  const done = async (isReachable) => {
    const answer = isReachable && photos ? await upload(here.form, photos, file) : {};
    settle(here.editor, address, answer.addresses?.[0] || null);
    if (!answer.addresses?.length) return tell(here, 1, answer.message);
    const entry = document.createElement("li");
    entry.innerHTML = answer.entries[0];
    photos.querySelector("[data-photo-list]").append(entry);
  };
  here.form.dispatchEvent(new CustomEvent("draft:ensure", { detail: { done } }));
}

async function upload(form, photos, file) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.set("owner", form.elements.owner.value);
  body.set("files", file, file.name || `${words.name}.png`);
  try {
    const response = await fetch(photos.dataset.photos, { method: "POST", body, headers: { Accept: "application/json" } });
    return await response.json();
  } catch {
    return {};
  }
}

function settle(editor, from, to) {
  const { tr, doc } = editor.state;
  doc.descendants((node, place) => {
    if (node.type.name !== "image" || node.attrs.src !== from) return;
    const at = tr.mapping.map(place);
    if (to) tr.setNodeMarkup(at, null, { ...node.attrs, src: to });
    else tr.delete(at, at + node.nodeSize);
  });
  if (tr.docChanged) editor.view.dispatch(tr);
}

function tell(here, lost, message = "") {
  const text = lost === 1 ? words.lostOne : words.lost?.replace("%n", lost);
  here.said.textContent = message || (lost ? text : "");
}
