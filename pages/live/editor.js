// A field for code: a textarea over the same text in colours, as high and as wide as that text.
const COLOURS = new RegExp([
  String.raw`(?<co>#.*)`,
  String.raw`(?<st>[rbf]{0,2}(?:"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))`,
  String.raw`(?<im>\b(?:from|import)\b)`,
  String.raw`(?<cf>\b(?:if|elif|else|for|while|try|except|finally|raise|return|with|yield|break|continue|pass|assert)\b)`,
  String.raw`(?<kw>\b(?:def|class|lambda|in|is|and|or|not|as|global|nonlocal|del)\b)`,
  String.raw`(?<va>\b(?:None|True|False|self)\b)`,
  String.raw`(?<dv>\b\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?)`].join("|"), "g");

const escaped = text => text.replace(/[&<>]/g, sign => `&#${sign.charCodeAt()};`);

function coloured(source) {
  let html = "", end = 0;
  for (const match of source.matchAll(COLOURS)) {
    const [kind, text] = Object.entries(match.groups).find(([, part]) => part !== undefined);
    html += escaped(source.slice(end, match.index)) + `<span class="${kind}">${escaped(text)}</span>`;
    end = match.index + match[0].length;
  }
  return html + escaped(source.slice(end)) + "\n";
}

// The browser's own way to insert: its undo knows of it.
const insert = text => document.execCommand("insertText", false, text);

function onKey(event, field, run) {
  const line = field.value.slice(0, field.selectionStart).split("\n").at(-1);
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.key === "Enter" && event.shiftKey) run();
  else if (event.key === "Enter" && plain) insert("\n" + line.match(/^ */)[0] + (line.trimEnd().endsWith(":") ? "    " : ""));
  else if (event.key === "Tab" && plain && !event.shiftKey && !field.leaving) insert(" ".repeat(4 - line.length % 4));
  else { field.leaving = event.key === "Escape"; return; }        // Escape, then Tab: on to the next button
  event.preventDefault();
}

export class Editor {
  constructor(source, label, run, changed) {
    this.node = document.createElement("div");
    this.node.className = "live-editor";
    this.node.innerHTML = `<pre class="sourceCode" aria-hidden="true"><code class="sourceCode python"></code></pre>
      <textarea spellcheck="false" autocorrect="off" autocapitalize="off" autocomplete="off" wrap="off" rows="1"></textarea>`;
    this.field = this.node.querySelector("textarea");
    this.field.setAttribute("aria-label", label);
    this.field.title = "Shift-Enter runs it; Escape, then Tab leaves it";
    this.changed = changed;
    this.field.addEventListener("input", () => this.#paint());
    this.field.addEventListener("keydown", event => onKey(event, this.field, run));
    this.value = source;
  }

  get value() { return this.field.value; }
  set value(source) { this.field.value = source; this.#paint(); }

  #paint() {
    this.node.querySelector("code").innerHTML = coloured(this.field.value);
    this.changed(this.field.value);
  }
}
