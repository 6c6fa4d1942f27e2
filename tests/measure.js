// What a reader would mind on a page that is open: measured in the browser, returned as lists of texts.
() => {
  const main = document.querySelector("main"), found = {wide: [], cut: [], alt: [], small: [], faint: [], refused: []};
  document.querySelectorAll("details").forEach(details => { details.open = true; });
  const start = text => text.trim().replace(/\s+/g, " ").slice(0, 70);

  // Code and output that do not fit their box, and a page that is wider than the window.
  for (const pre of main.querySelectorAll("pre"))
    if (pre.scrollWidth > pre.clientWidth + 1) found.wide.push(start(pre.innerText));
  found.page = document.documentElement.scrollWidth - window.innerWidth;

  // Formulas that are cut, or that their number is printed upon.
  for (const formula of main.querySelectorAll(".katex-display")) {
    const rendered = formula.querySelector(".katex-html");
    const parts = [...rendered.querySelectorAll(":scope > .base")].map(part => part.getBoundingClientRect());
    const mark = rendered.querySelector(":scope > .tag"), tag = mark?.getBoundingClientRect();
    const gap = mark && getComputedStyle(mark).position === "absolute" ? 16 : 0;      // room beside it
    const source = start(formula.querySelector("annotation").textContent);
    if (formula.scrollWidth > formula.clientWidth + 1) found.cut.push(source);
    const over = part => tag && part.right + gap > tag.left && part.left < tag.right
      && part.bottom > tag.top && part.top < tag.bottom;
    if (parts.some(over)) found.cut.push("under its number: " + source);
  }
  found.refused = [...document.querySelectorAll(".katex-error")].map(error => start(error.textContent));

  // Pictures: an alt text, and the whole column.
  const column = main.querySelector("p").getBoundingClientRect().width;
  for (const picture of main.querySelectorAll("img")) {
    if (!picture.alt) found.alt.push(picture.src.slice(0, 90));
    if (picture.getBoundingClientRect().width < 0.9 * column) found.small.push(picture.alt.slice(0, 70));
  }

  // Contrast of every text with what is behind it (WCAG 2, relative luminance).
  const numbers = color => (color.match(/[\d.]+/g) || []).map(Number);
  const linear = v => v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = node => {
    for (; node; node = node.parentElement) {
      const color = numbers(getComputedStyle(node).backgroundColor);
      if (color.length === 3 || color[3] > 0.5) return color;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !parent.offsetParent || parent.closest("script, style, .katex-mathml")) continue;
    const [a, b] = [numbers(getComputedStyle(parent).color), ground(parent)].map(luminance);
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) found.faint.push(contrast.toFixed(1) + ": " + start(texts.currentNode.data));
  }
  return found;
}
