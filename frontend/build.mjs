// Builds our styles and scripts into consult/assets/build: content-hashed files, gzip copies and manifest.json.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const assets = join(root, "consult", "assets");
const target = join(assets, "build");
const fresh = `${target}.new`;

// The Design System may be used outside GOV.UK, its fonts and crown may not.
const forbidden = [/GDS Transport/i, /\.woff2?\b/i, /crest/i, /crown/i, /url\(["']?https?:/i];

function styles() {
  const { css } = sass.compile(join(assets, "styles", "app.scss"), {
    importers: [new sass.NodePackageImporter(root)],
    style: "compressed",
  });
  for (const pattern of forbidden) {
    const found = css.match(pattern);
    if (found) throw new Error(`app.css must not contain "${found[0]}" (fonts, crown or addresses of others).`);
  }
  return Buffer.from(css);
}

function script(path) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [path],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    write: false,
  });
  return Buffer.from(outputFiles[0].contents);
}

const built = { "app.css": styles(), "app.js": script(join(assets, "scripts", "app.js")) };
for (const plugin of readdirSync(join(root, "plugins"))) {
  const own = join(root, "plugins", plugin, "scripts");
  if (!existsSync(own)) continue;
  for (const name of readdirSync(own)) {
    if (extname(name) === ".js") built[`${plugin}/${name}`] = script(join(own, name));
  }
}
for (const name of readdirSync(join(assets, "images"))) built[name] = readFileSync(join(assets, "images", name));

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
const manifest = {};
for (const [name, content] of Object.entries(built)) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const ending = extname(name);
  manifest[name] = `${name.slice(0, -ending.length).replace("/", "-")}-${hash}${ending}`;
  writeFileSync(join(fresh, manifest[name]), content);
  writeFileSync(join(fresh, `${manifest[name]}.gz`), gzipSync(content, { level: 9 }));
}
writeFileSync(join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
rmSync(target, { recursive: true, force: true });
renameSync(fresh, target);
