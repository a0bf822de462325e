// The buttons of the portal's own pages.

document.getElementById("sign-out")?.addEventListener("click", async () => {
  const session = await fetch("/api/session", { headers: { Accept: "application/json" } });
  if (session.ok) {
    const { csrf } = await session.json();
    await fetch("/api/sign-out", { method: "POST", headers: { "X-CSRF-Token": csrf } });
  }
  // The cache holds nothing personal; it goes all the same, because the next person is another one.
  if ("caches" in window) for (const name of await caches.keys()) await caches.delete(name);
  location.assign("/sign-in");
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await copy(document.getElementById(button.dataset.copy));
    button.textContent = button.dataset.done;
  });
}

// Without a secure origin there is no clipboard to write to: the number is selected, to be copied by hand.
async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
  } catch {
    getSelection().selectAllChildren(element);
    document.execCommand("copy");
  }
}

document.getElementById("print")?.addEventListener("click", () => window.print());
