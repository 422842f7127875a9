"""The folder in which a kernel under test is started: a notebook's folder with files and packages to import."""

import json
import os
import shutil
import tempfile

# This package, as the cells of a notebook import it.
NABLAB = json.dumps(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "dist", "index"))

FILES = {
    "node_modules/nablab/index.js": f"module.exports = require({NABLAB});\n",
    "node_modules/nablab/index.d.ts": f"export * from {NABLAB};\n",
    "far.ts": "export const far: number = 1;\n",
    "far.py": "far = 1\n",
    "notebooks/package.json": json.dumps({"name": "world", "dependencies": {
        name: "1.0.0" for name in ("esm-only", "exports-only", "awaits", "plain")}}),
    "notebooks/near.ts": 'import { far } from "../far";\nexport interface T {\n  v: number;\n}\nexport const t: T = { v: far + 1 };\n',
    "notebooks/plain_near.ts": "export interface T {\n  v: number;\n}\nexport const t: T = { v: 2 };\n",
    "notebooks/plain_near.py": "t = {'v': 2}\n",
    "notebooks/data.json": '{"k": [1, 2]}\n',
    "notebooks/data.txt": "from the notebook's folder",
    "notebooks/wrong.ts": "export interface T {\n  v: number;\n}\nexport const n: number = 's';\n",
    "notebooks/lib/fails.ts": "export interface Shifts {\n  a: 1;\n}\nexport function fails(): never {\n"
                              "  throw new RangeError('from the file');\n}\n",
    "notebooks/fails.py": "\n\n\ndef fails():\n  raise ValueError('from the file')\n",
    "notebooks/spins.ts": "export function spin(): void {\n  for (;;);\n}\n"
                          "export async function circle(): Promise<void> {\n  for (;;) await null;\n}\n"
                          "export function sleepThere(): void {\n  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000);\n}\n",
    "notebooks/shapes.mts": "export const shape: string = 'a file of modules';\n",
    "notebooks/thread.ts": "import { far } from '../far';\nimport { parentPort, workerData } from 'node:worker_threads';\n"
                           "const sum: number = far + ((workerData as number | null) ?? Number(process.argv[2]));\n"
                           "if (parentPort) parentPort.postMessage(sum);\nelse process.send!(sum);\n",
    "notebooks/never.ts": "for (;;);\nexport {};\n",
    "notebooks/halves.ts": 'export const v: number = 1;\nthrow new Error("at load");\n',
    "notebooks/node_modules/esm-only/package.json": '{"name":"esm-only","version":"1.0.0","type":"module","main":"i.js","types":"i.d.ts"}',
    "notebooks/node_modules/esm-only/i.d.ts": "export declare const name: string;\nexport default function hello(): string;\n",
    "notebooks/node_modules/esm-only/i.js": 'export const name = "esm";\nexport default function hello() { return "hello"; }\n',
    "notebooks/node_modules/exports-only/package.json": json.dumps({"name": "exports-only", "version": "1.0.0", "exports": {
        ".": {"types": "./d/i.d.ts", "default": "./d/i.js"}, "./sub": {"types": "./d/s.d.ts", "default": "./d/s.js"}}}),
    "notebooks/node_modules/exports-only/d/i.d.ts": "export declare const main: string;\n",
    "notebooks/node_modules/exports-only/d/i.js": 'exports.main = "m";\n',
    "notebooks/node_modules/exports-only/d/s.d.ts": "export declare const sub: string;\n",
    "notebooks/node_modules/exports-only/d/s.js": 'exports.sub = "s";\n',
    "notebooks/node_modules/awaits/package.json": '{"name":"awaits","version":"1.0.0","type":"module","main":"i.js","types":"i.d.ts"}',
    "notebooks/node_modules/awaits/i.d.ts": "export declare const awaited: number;\n",
    "notebooks/node_modules/awaits/i.js": "export const awaited = await Promise.resolve(7);\n",
    "notebooks/node_modules/plain/package.json": '{"name":"plain","version":"1.0.0","main":"index.js","types":"index.d.ts"}',
    "notebooks/node_modules/plain/index.d.ts": "export declare const name: string;\nexport declare function half(x: number): number;\n",
    "notebooks/node_modules/plain/index.js": 'exports.name = "plain";\nexports.half = (x) => x / 2;\n',
}


class World:
    def __init__(self):
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="nablab-world-"))
        self.folder = os.path.join(self.root, "notebooks")
        for path, text in FILES.items():
            self.write(os.path.join("..", path), text)

    def write(self, path, text):
        """Writes a file, named as seen from the notebook's folder."""
        file = os.path.normpath(os.path.join(self.folder, path))
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w", encoding="utf8") as out:
            out.write(text)

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)
