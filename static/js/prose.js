// Where there is room and a mouse, a long text is written in an editor. It is fetched when the
// first text takes the focus, so no page is heavier for it. The module is imported by the address
// in this script's data-editor: no import map, and nothing inline, under the strict policy.
const { editor: source, styles } = document.querySelector("script[data-editor]").dataset;
const ROOM = "(min-width: 62rem) and (pointer: fine)";
const PARTS = ["Document", "Paragraph", "Text", "HardBreak", "Bold", "Italic", "Underline", "BulletList",
  "OrderedList", "ListItem", "Blockquote", "Table", "TableRow", "TableHeader", "TableCell", "History"];
const SHAPED = /<\/?(p|h\d|ul|ol|li|br|strong|em|blockquote|table|img)\b/i;
let loading = null;

document.addEventListener("focusin", (event) => {
  const area = event.target.closest?.("textarea[data-prose]");
  if (area && window.matchMedia(ROOM).matches) edit(area);
});

// A text that has shape already is never shown as its markup, on a phone neither.
document.querySelectorAll("textarea[data-prose]").forEach((area) => {
  if (SHAPED.test(area.value)) edit(area);
});

async function edit(area) {
  if (area.dataset.prose) return;
  area.dataset.prose = "loading";
  area.addEventListener("compositionstart", () => (area.dataset.composing = "yes"));
  area.addEventListener("compositionend", () => delete area.dataset.composing);
  loading ||= load();
  try {
    const parts = await loading;
    // Never in the middle of a word that an input method is composing.
    while (area.dataset.composing) await new Promise((go) => setTimeout(go, 200));
    mount(area, parts);
  } catch {
    area.dataset.prose = "plain";
  }
}

function load() {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: styles });
  document.head.append(link);
  return import(source);
}

function mount(area, parts) {
  const box = Object.assign(document.createElement("div"), { className: "prose-editor writing-prose" });
  const bar = document.querySelector("template[data-prose-bar]").content.firstElementChild.cloneNode(true);
  const had = document.activeElement === area;
  area.before(bar, box);
  area.hidden = true;
  const editor = new parts.Editor({
    element: box,
    injectCSS: false,
    content: asHtml(area.value),
    extensions: [
      ...PARTS.map((name) => parts[name]),
      parts.Heading.configure({ levels: [2, 3, 4] }),
      parts.Image.configure({ inline: true, allowBase64: true }),
    ],
    editorProps: { attributes: labelled(area), transformPastedHTML: pasted },
    onUpdate: () => {
      area.value = editor.isEmpty ? "" : editor.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  area.dataset.prose = "mounted";
  bar.addEventListener("click", (event) => act(event, editor));
  document.dispatchEvent(new CustomEvent("prose:mounted", { detail: { editor, area, box, bar } }));
  // Its label, and the link of an error to it, lead to the editor instead.
  document.querySelectorAll(`label[for="${area.id}"], a[href="#${area.id}"]`).forEach((way) => {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      editor.commands.focus();
    });
  });
  if (had) editor.commands.focus("end");
}

function labelled(area) {
  const label = area.labels[0]?.firstChild.textContent || "";
  const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": label };
  const described = area.getAttribute("aria-describedby");
  return described ? { ...attributes, "aria-describedby": described } : attributes;
}

function act(event, editor) {
  const { command, level } = event.target.closest("button")?.dataset || {};
  if (command) editor.chain().focus()[command](level ? { level: Number(level) } : undefined).run();
}

function asHtml(text) {
  if (SHAPED.test(text)) return text;
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return escaped.split(/\n\s*\n/).map((block) => `<p>${block.replace(/\n/g, "<br>")}</p>`).join("");
}

// Others may mend what is pasted (word.js) before the editor reads it.
function pasted(html) {
  const detail = { html };
  document.dispatchEvent(new CustomEvent("prose:paste", { detail }));
  return detail.html;
}
