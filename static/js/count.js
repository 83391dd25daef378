// Says how many characters the long texts of a form hold by now, together.
document.querySelectorAll("[data-count]").forEach((line) => {
  const form = line.closest("form");
  const shown = line.querySelector("[data-counted]");
  const count = () => {
    const texts = [...form.querySelectorAll("[data-prose]")].map((area) => plain(area.value));
    shown.textContent = line.dataset.now.replace("%n", texts.join("").replace(/\s/g, "").length);
  };
  form.addEventListener("input", count);
  count();
});

function plain(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent;
}
