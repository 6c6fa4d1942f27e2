// A code cell of the page: its code becomes a field, and what Python says of it appears below.
import {Editor} from "./editor.js";
import {attempt, here, isSolved} from "./solved.js";

const MARK = {right: "✓", wrong: "✗"};

function made(tag, className, text = "") {
  const node = Object.assign(document.createElement(tag), {className});
  node.textContent = text;
  return node;
}

export function button(text, act, about) {
  const node = made("button", "live-button", text);
  if (about) node.setAttribute("aria-label", `${text} ${about}`);
  node.onclick = act;
  return node;
}

// Do something that moves what is below it, and leave what the reader looks at in its place.
export function steady(act) {
  const top = box => box.getBoundingClientRect().top;
  const seen = [...document.querySelectorAll(".live-cell + .cell")].find(box => top(box) > 0), before = seen && top(seen);
  act();
  if (seen) scrollBy({top: top(seen) - before, behavior: "instant"});
}

export class Cell {
  constructor(mark, run) {
    this.box = mark.nextElementSibling;
    this.number = mark.dataset.number;
    this.exercise = mark.dataset.exercise;
    this.key = `homecooked_nn.${here}#${mark.id}`;
    this.missing = mark.dataset.elsewhere;
    this.run = run;
    this.code = this.box.querySelector("code.sourceCode");
    this.book = this.code.textContent.trimEnd();
    this.printed = [...this.box.children].filter(child => !child.contains(this.code));
    this.alts = [...this.box.querySelectorAll("img")].map(picture => picture.alt);
    this.out = made("div", "live-output");
    this.out.setAttribute("aria-live", this.exercise ? "polite" : "off");
    this.box.append(this.out);
    if (this.exercise || mark.dataset.slider || this.#kept()) this.open();
    if (mark.dataset.slider) this.#slide(...mark.dataset.slider.split(" "));
  }

  // What the reader wrote outlives a reload of this tab.
  #kept() { return attempt(() => sessionStorage.getItem(this.key)); }
  #keep(code) {
    attempt(() => code === this.book ? sessionStorage.removeItem(this.key) : sessionStorage.setItem(this.key, code));
    this.onChange?.(code);
  }

  // Put a field and its buttons in the place of the code.
  open() {
    if (this.editor) return;
    const name = this.exercise ? `your answer to exercise ${this.exercise}` : `cell ${this.number}`;
    this.editor = new Editor(this.#kept() ?? this.book, `Code of ${name}`, this.run, code => this.#keep(code));
    const tools = made("div", "live-tools");
    this.state = made("span", "live-state");
    tools.append(button(this.exercise ? "Check" : "Run", this.run, name), button("Reset", () => this.reset(), name), this.state);
    const place = this.code.closest(".code-copy-outer-scaffold, div.sourceCode") || this.code.closest("pre");
    place.replaceWith(this.editor.node, tools);
    this.tell();
  }

  // A slider for the number in the line `name = number`.
  #slide(name, min, max, step) {
    const line = new RegExp(`^(${name} *= *)([-+.\\de]+)`, "m");
    const label = made("label", "live-slider", `${name} `), shown = made("output", "");
    const range = Object.assign(made("input", "form-range"), {type: "range", min, max, step});
    label.append(range, shown);
    this.onChange = code => { range.value = shown.textContent = code.match(line)?.[2] ?? ""; };
    this.onChange(this.editor.value);
    range.oninput = () => {
      this.editor.value = this.editor.value.replace(line, (_, head) => head + range.value);
      this.slid?.();
    };
    range.onchange = this.run;
    this.box.prepend(label);
  }

  tell(text = "") {
    if (this.exercise && isSolved(this.exercise)) text ||= "✓ solved";
    else if (this.missing) text ||= `needs ${this.missing}, which Python in a browser lacks`;
    if (this.state) this.state.textContent = text;
  }

  // What the book or an earlier run printed goes when the new run says something, or ends. The page does not jump.
  begin() {
    const height = [...this.printed, this.out].reduce((sum, node) => sum + node.offsetHeight, 0);
    this.clear = () => steady(() => {
      this.printed.forEach(node => { node.hidden = true; });
      this.out.replaceChildren();
      this.out.style.minHeight = `${height}px`;
      this.clear = () => {};
    });
    this.pictures = 0;
    this.tell("running …");
  }

  hear(kind, text) {
    this.clear();
    const last = this.out.lastElementChild, end = last?.firstChild?.lastChild;
    if (kind in MARK) this.out.append(made("p", `live-verdict live-${kind}`, `${MARK[kind]} ${text}`));
    else if (kind === "png") this.out.append(this.#picture(text));
    else if (kind === "html") this.out.appendChild(made("div", "cell-output-display")).innerHTML = text;
    else if (last?.classList.contains(`live-${kind}`)) end.length < 4000 ? end.appendData(text) : end.after(text);   // few nodes
    else this.out.appendChild(made("div", `cell-output live-${kind}`)).append(made("pre", "", text));
  }

  #picture(png) {
    const alt = this.editor.value === this.book && this.alts[this.pictures++];
    const frame = made("div", "cell-output-display");
    frame.append(Object.assign(new Image(), {src: `data:image/png;base64,${png}`, alt: alt || "What the code above draws"}));
    return frame;
  }

  async end(text) {
    this.clear();
    this.tell(text);
    await Promise.allSettled([...this.out.querySelectorAll("img")].map(picture => picture.decode()));
    steady(() => { this.out.style.minHeight = ""; });
  }

  // The code and the output of the book.
  reset() {
    this.editor.value = this.book;
    this.out.replaceChildren();
    this.printed.forEach(node => { node.hidden = false; });
    this.tell();
  }
}
