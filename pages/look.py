"""The site without Quarto, to look at while writing and for the tests: python -m pages.look

The processed notebooks go through pandoc into a small template of our own, with the site's SCSS
over Bootstrap. It shows text, formulas, code, pictures, links and colours as they will be; search,
menus that fold and the rest of Quarto's furniture it does not have. Served on 127.0.0.1 alone.
"""
import argparse
import base64
import functools
import html
import http.server
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypandoc
import yaml

from pages.step import katex_into

ROOT = Path(__file__).resolve().parent.parent
NPM = ["sass@1", "bootstrap@5.3", "bootswatch@5.3"]       # what Quarto's themes are made of
PANDOC = ["--from", "markdown", "--to", "html5", "--katex=katex/", "--toc", "--toc-depth=3",
          "--section-divs", "--fail-if-warnings"]
OPTION = re.compile(r"^#\|[ ]?(.*)$")


def processed(root=ROOT):
    "The folder of the notebooks as nbdev hands them to Quarto, made anew."
    shutil.rmtree(root / "_proc", ignore_errors=True)
    done = subprocess.run([sys.executable, "-c", "from nbdev.serve import proc_nbs; proc_nbs()"], cwd=root,
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode or "Error" in done.stdout or "Warning" in done.stdout:
        raise RuntimeError(done.stdout[-4000:])
    return root / "_proc"


@functools.cache
def options_of(source):
    "A cell's option lines as Quarto reads them, all together as YAML, and its code without them."
    lines = source.splitlines(True)
    kept = next((n for n, line in enumerate(lines) if not OPTION.match(line.rstrip("\n"))), len(lines))
    block = "".join(OPTION.match(line.rstrip("\n"))[1] + "\n" for line in lines[:kept])
    return yaml.safe_load(block) or {}, "".join(lines[kept:]).strip("\n")


def fenced(text, attributes=""):
    "Text in a fence that is longer than any in it."
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}{attributes}\n{text}\n{fence}"


def shown_output(output, options, folder, name):
    "Markdown of one output of a cell; pictures become files."
    data = {kind: "".join(value) for kind, value in output.get("data", {}).items()}
    if output["output_type"] == "stream":
        return f"::: {{.cell-output .cell-output-stdout}}\n{fenced(''.join(output['text']).rstrip())}\n:::"
    if "text/markdown" in data:
        text = data["text/markdown"]
        return text if options.get("output") == "asis" else f"::: {{.cell-output-display}}\n{text}\n:::"
    if "image/png" in data:
        (folder / "figures").mkdir(exist_ok=True)
        (folder / "figures" / f"{name}.png").write_bytes(base64.b64decode(data["image/png"]))
        alt = html.escape(options.get("fig-alt", ""))
        return (f"::: {{.cell-output-display}}\n\n```{{=html}}\n"
                f'<p><img src="figures/{name}.png" alt="{alt}"></p>\n```\n\n:::')
    return f"::: {{.cell-output .cell-output-display}}\n{fenced(data.get('text/plain', ''))}\n:::"


def shown_cell(cell, folder, page):
    "Markdown of a code cell, in the classes that Quarto gives its parts."
    options, code = options_of("".join(cell["source"]))
    if options.get("include") is False:
        return ""
    parts = []
    if options.get("echo", True) and code:
        block = fenced(code, "{.python .cell-code}")
        if options.get("code-fold"):
            summary = html.escape(options.get("code-summary", "The code of this figure"))
            block = f'<details class="code-fold">\n<summary>{summary}</summary>\n\n{block}\n\n</details>'
        parts.append(block)
    if options.get("output", True):
        parts += [shown_output(output, options, folder, f"{page}-{cell['id']}-{number}")
                  for number, output in enumerate(cell["outputs"])]
    if options.get("output") == "asis":
        return "\n\n".join(parts)
    return "::: {.cell}\n" + "\n\n".join(parts) + "\n:::"


def markdown_of(path, folder):
    "Front matter and markdown of a page, as Quarto hands them to pandoc."
    if path.suffix == ".qmd":
        front, text = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
        return yaml.safe_load(front) | {"output-file": path.stem + ".html"}, text
    front, parts = {}, []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "raw":
            front |= yaml.safe_load(source.strip().strip("-"))
        else:
            parts.append(source if cell["cell_type"] == "markdown" else shown_cell(cell, folder, path.stem))
    return front, "\n\n".join(parts)


def sections(scss):
    "The parts of a theme file: defaults, rules, ..."
    parts = re.split(r"^/\*-- scss:(\w+) --\*/$", scss, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def install(folder):
    "Bootstrap, its themes and sass, from npm's registry, unless they are there; the folder they are in."
    if not all((folder / "node_modules" / package.split("@")[0]).exists() for package in NPM):
        subprocess.run([shutil.which("npm") or "npm", "install", "--silent", "--no-save", "--no-package-lock",
                        "--prefix", str(folder), *NPM], check=True)
    return folder / "node_modules"


def stylesheet(look, theme, nbs, modules):
    "The CSS of one look: our defaults, Bootstrap's with the theme's, the rules, in Quarto's order."
    ours = [sections((nbs / name).read_text(encoding="utf-8")) for name in theme if name.endswith(".scss")]
    base = f"bootswatch/dist/{theme[0]}"
    scss = "\n".join([*(part.get("defaults", "") for part in reversed(ours)), f'@import "{base}/variables";',
                      '@import "bootstrap/scss/bootstrap";', f'@import "{base}/bootswatch";',
                      *(part.get("rules", "") for part in ours),
                      Path(__file__).with_name("frame.scss").read_text(encoding="utf-8")])
    done = subprocess.run([modules / ".bin" / "sass", "--stdin", "--quiet", f"--load-path={modules}",
                           "--no-source-map", "--style=compressed"], input=scss, text=True,
                          capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{look}: {done.stderr}")
    return done.stdout


def sidebar(contents, titles, current):
    "The chapters as nested lists of links."
    rows = []
    for item in contents:
        if isinstance(item, dict):
            rows.append(f'<li class="sidebar-item"><span class="sidebar-item-text">{item["section"]}</span>'
                        f"{sidebar(item['contents'], titles, current)}</li>")
        else:
            href, title = titles[item]
            active = ' class="active" aria-current="page"' if item == current else ""
            rows.append(f'<li class="sidebar-item"><a href="{href}"{active}>{html.escape(title)}</a></li>')
    return f"<ul>{''.join(rows)}</ul>"


def flat(contents):
    "The pages of the sidebar in reading order."
    for item in contents:
        yield from (flat(item["contents"]) if isinstance(item, dict) else [item])


def render(proc, out):
    "All pages of the processed notebooks, as HTML in a folder."
    config = yaml.safe_load((proc.parent / "_quarto.yml").read_text(encoding="utf-8"))
    html_options, website = config["format"]["html"], config["website"]
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    shutil.copytree(proc / "images", out / "images")
    shutil.copytree(proc / "live", out / "live")
    katex_into(out / "katex")
    modules = install(ROOT)
    for look, theme in html_options["theme"].items():
        (out / f"{look}.css").write_text(stylesheet(look, theme, proc, modules), encoding="utf-8")
    pages = {path.name: markdown_of(path, out) for path in sorted([*proc.glob("*.ipynb"), *proc.glob("*.qmd")])}
    titles = {name: (front["output-file"], front["title"]) for name, (front, _) in pages.items()}
    footer = pypandoc.convert_text(" ".join(website["page-footer"].values()), "html5", format="markdown")
    order, template = [*flat(website["sidebar"]["contents"])], Path(__file__).with_name("frame.html")
    for name, (front, text) in pages.items():
        near = order.index(name) if name in order else None
        around = {"previous": near - 1, "next": near + 1} if near is not None else {}
        variables = {f"{kind}-{part}": titles[order[n]][index] for kind, n in around.items()
                     if 0 <= n < len(order) for index, part in enumerate(("href", "title"))}
        variables |= {"sidebar": sidebar(website["sidebar"]["contents"], titles, name),
                      "head": html_options["include-in-header"]["text"], "site": website["title"],
                      "canonical": f"{website['site-url']}/{front['output-file']}",
                      "card": f"{website['site-url']}/{front.get('image', website['image'])}",
                      "favicon": website["favicon"], "footer": footer}
        page = pypandoc.convert_text(text, "html5", format="markdown", extra_args=[
            *PANDOC[4:], f"--template={template}", "--metadata", f"pagetitle={front['title']}",
            "--metadata", f"title={front['title']}", "--metadata", f"description={front.get('description', '')}",
            *(part for key, value in variables.items() for part in ("--variable", f"{key}={value}"))])
        for notebook, (href, _) in titles.items():
            page = re.sub(rf'href="{re.escape(notebook)}(?=[#"])', f'href="{href}', page)
        (out / front["output-file"]).write_text(page, encoding="utf-8")
    return out


def serve(folder, port):
    "Serve a folder to this machine alone."
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "_pages", help="where the pages go (_pages)")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-serve", action="store_true", help="render, and stop")
    asked = parser.parse_args()
    render(processed(), asked.out)
    print(f"{len([*asked.out.glob('*.html')])} pages in {asked.out}")
    if not asked.no_serve:
        serve(asked.out, asked.port)
