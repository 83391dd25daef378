// The error summary takes the focus where a browser does not honour `autofocus` on it.
document.querySelector("[data-focus]")?.focus();
