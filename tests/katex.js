// Reads [[where, formula, display], ...] from standard input and prints what KaTeX refuses.
const katex = require('katex');
const formulas = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const refused = [];
for (const [where, formula, displayMode] of formulas) {
  try {
    katex.renderToString(formula, {displayMode, throwOnError: true, strict: 'error'});
  } catch (error) {
    refused.push([where, formula, error.message]);
  }
}
console.log(JSON.stringify(refused));
