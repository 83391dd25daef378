// <form data-confirm="Withdraw this record?">, or a button with it, asks first. Without scripts the
// form proceeds, or leads to a page that asks.
document.addEventListener("submit", (event) => {
  const question = event.submitter?.dataset.confirm || event.target.dataset.confirm;
  if (!question || window.confirm(question)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
