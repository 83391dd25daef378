// Passkeys: shows what needs them where the browser knows them, and says in the page's words when
// the device gave none (the person cancelled, or took too long).
document.querySelectorAll("[data-needs-passkeys]").forEach((element) => {
  element.hidden = !window.PublicKeyCredential;
});

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-error]").forEach((element) => {
    element.hidden = false;
  });
});
