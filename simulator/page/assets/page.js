// Keeps what the page shows up to date: parts marked data-live are replaced, forms are left alone.
const INTERVAL_MS = 2000;
let version = document.body.dataset.version;

async function refresh() {
  const answer = await fetch('/api/version');
  const current = (await answer.json()).version;
  if (current === version) return;
  version = current;
  await watchItem();
  if (document.querySelector('[data-live]') === null) return;
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    if (fresh === null || fresh.innerHTML === part.innerHTML) continue;
    part.replaceChildren(...fresh.childNodes);
    if (focused !== null) part.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
}

async function watchItem() {
  const notice = document.querySelector('[data-watch]');
  if (notice === null || notice.dataset.watch === '') return;
  const answer = await fetch(notice.dataset.watch);
  const changed = !answer.ok || (await answer.json()).changeKey !== notice.dataset.changeKey;
  if (changed) notice.hidden = false;
}

async function loop() {
  if (!document.hidden) await refresh().catch(() => undefined);
  setTimeout(() => void loop(), INTERVAL_MS);
}

setTimeout(() => void loop(), INTERVAL_MS);
