// Which exercises the reader has solved: kept in this browser alone, shown beside the chapters.
const KEY = "homecooked_nn.solved";
export const here = location.pathname.split("/").at(-1) || "index.html";

// A browser may keep nothing, and say so by an error.
export const attempt = act => { try { return act(); } catch { return null; } };

const solved = () => attempt(() => JSON.parse(localStorage.getItem(KEY))) ?? {};

export const isSolved = name => Boolean(solved()[here]?.names.includes(name));

function keep(all) {
  attempt(() => all ? localStorage.setItem(KEY, JSON.stringify(all)) : localStorage.removeItem(KEY));
  dispatchEvent(new Event("solved"));
}

export function remember(name, of) {
  const all = solved(), names = new Set(all[here]?.names).add(name);
  keep({...all, [here]: {names: [...names], of}});
}

export const forget = () => keep(null);

function mark() {
  document.querySelectorAll(".live-mark").forEach(old => old.remove());
  for (const [page, {names, of}] of Object.entries(solved()))
    for (const link of document.querySelectorAll(`.sidebar-item a[href$="/${page}"], .sidebar-item a[href="${page}"]`))
      link.insertAdjacentHTML("beforeend", ` <span class="live-mark">${names.length < of ? "" : "✓ "}${names.length} of ${of}
        <span class="visually-hidden">exercises solved</span></span>`);
}

export function keepMarks(alsoThen = () => {}) {
  const both = () => { mark(); alsoThen(); };
  addEventListener("solved", both);
  addEventListener("storage", both);      // another tab
  both();
}
