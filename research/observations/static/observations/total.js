// The sum of the points, and the grade it falls into, while they are typed.
document.querySelectorAll("[data-scores]").forEach((box) => {
  const line = box.querySelector("[data-total]");
  const shown = box.querySelector("[data-total-value]");
  const inputs = [...box.querySelectorAll("[name=scores]")];
  const bands = [...box.querySelectorAll("[data-lowest]")]
    .map((band) => [Number(band.dataset.lowest), band.textContent])
    .sort((one, other) => other[0] - one[0]);

  const count = () => {
    const isWhole = inputs.every((input) => input.value !== "");
    const total = inputs.reduce((sum, input) => sum + Number(input.value || 0), 0);
    const band = isWhole ? bands.find(([lowest]) => total >= lowest) : undefined;
    shown.textContent = band ? `${total} · ${band[1]}` : String(total);
    line.hidden = inputs.every((input) => input.value === "");
  };
  box.closest("form").addEventListener("input", count);
  count();
});
