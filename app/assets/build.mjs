// Compiles the styles and copies the scripts into app/static, each under a name that holds its hash.
// Writes app/static/manifest.json: {"app.css": "app-0123456789.css", ...}.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = process.argv[2] ?? join(here, "..", "static");

function fingerprint(content) {
  return createHash("sha256").update(content).digest("hex").slice(0, 10);
}

function hashedName(name, content) {
  const dot = name.lastIndexOf(".");
  return `${name.slice(0, dot)}-${fingerprint(content)}${name.slice(dot)}`;
}

// Every component repeats the page's own font. Said once it is inherited, and the file is 10 KB less.
function withoutRepeatedFonts(css) {
  return css
    .replace(/font-family:inherit;-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale;?/g, "")
    .replace(/@media print\{[^{}]*\{font-family:inherit\}\}/g, "")
    .replace(/[^{}]+\{\}/g, "");
}

function compileStyles() {
  const compiled = sass.compile(join(here, "styles", "app.scss"), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
    charset: false,
  });
  return withoutRepeatedFonts(compiled.css);
}

// A script that gives what it has to `module.exports`, as a module.
function asModule(script, names) {
  const alone = script.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
  return `const module={exports:{}};(function(module,exports){${alone}\n})(module,module.exports);
export const {${names.join(",")}}=module.exports;\n`;
}

const files = {
  "app.css": compileStyles(),
  "icon.svg": readFileSync(join(here, "images", "icon.svg"), "utf8"),
  "govuk-frontend.js": readFileSync(
    join(modules, "govuk-frontend/dist/govuk/govuk-frontend.min.js"),
    "utf8",
  ).replace(/\/\/# sourceMappingURL=.*\s*$/, ""),
  "tus.js": asModule(
    readFileSync(join(modules, "tus-js-client/dist/tus.min.js"), "utf8"),
    ["isSupported", "Upload"],
  ),
};
files["passkeys.js"] = readFileSync(join(here, "scripts", "passkeys.js"), "utf8");
// The modules name their imports by hashed names, so that no file can be stale without the other.
for (const [name, imported] of [
  ["app.js", "govuk-frontend.js"],
  ["uploads.js", "tus.js"],
]) {
  files[name] = readFileSync(join(here, "scripts", name), "utf8").replace(
    `./${imported}`,
    `./${hashedName(imported, files[imported])}`,
  );
}

mkdirSync(target, { recursive: true });
const manifest = {};
for (const name of Object.keys(files).sort()) {
  manifest[name] = hashedName(name, files[name]);
  writeFileSync(join(target, manifest[name]), files[name]);
}
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);

const current = new Set([...Object.values(manifest), "manifest.json"]);
const ours = new RegExp(`^(${Object.keys(files).map((name) => name.split(".")[0]).join("|")})-[0-9a-f]{10}\\.`);
for (const name of readdirSync(target)) {
  if (ours.test(name) && !current.has(name)) rmSync(join(target, name));
}

for (const name of Object.keys(manifest)) {
  console.log(`app/static/${manifest[name]}: ${Math.ceil(files[name].length / 1024)} KB`);
}
