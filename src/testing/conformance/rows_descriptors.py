"""Rows on what is written to descriptors 1 and 2, and read from process.stdin."""

from client import PATIENCE
from rows import need, row

GROUP = "stdin and descriptors"

row(GROUP, "fs.write and a stream over descriptor 1 are the cell's output",
    "const fs = require('fs'); await new Promise((done) => fs.write(1, 'one\\n', done));\n"
    "await new Promise((done) => fs.createWriteStream('', { fd: 1, autoClose: false }).write('two\\n', done)); undefined",
    None, lambda r: need(r.text() == "one\ntwo\n", r.text()))
row(GROUP, "writeSync(2) is the cell's error output", "require('fs').writeSync(2, 'told\\n'); undefined", None,
    lambda r: need(r.text("stderr") == "told\n", r.text("stderr")))
row(GROUP, "the files /dev/stdout and /dev/stderr are the cell's output, however they are written",
    "const fs = require('fs'); fs.appendFileSync('/dev/stdout', 'one\\n'); fs.writeFileSync('/dev/stderr', 'told\\n');\n"
    "await fs.promises.writeFile('/dev/fd/1', 'two\\n'); fs.writeFileSync(new URL('file:///dev/stdout'), 'three\\n');\n"
    "const fd = fs.openSync('/dev/stdout', 'w'); fs.writeSync(fd, 'four\\n'); fs.closeSync(fd);\n"
    "await new Promise((done) => fs.createWriteStream('/dev/stdout').end('five\\n', done)); fs.writeSync(1, 'six\\n'); undefined",
    None, lambda r: need((r.text(), r.text("stderr")) == ("one\ntwo\nthree\nfour\nfive\nsix\n", "told\n"), r.text()))

row(GROUP, "a handle that fs.promises opens of /dev/stdout writes to the cell, and can be closed",
    "import { open } from 'node:fs/promises'; const out = await open('/dev/stdout', 'w');\n"
    "const { bytesWritten } = await out.write('one\\n'); await out.write(Buffer.from('.two\\n'), 1); await out.appendFile('three\\n');\n"
    "await out.writev([Buffer.from('fo'), Buffer.from('ur\\n')]); await (out as any).writeFile(['fi', 've\\n']);\n"
    "require('fs').writeSync(out.fd, `${bytesWritten}\\n`); await new Promise<void>((done) => out.createWriteStream().end('six\\n', done)); await out.close(); console.log('seven')",
    None, lambda r: need(r.text() == "one\ntwo\nthree\nfour\nfive\n4\nsix\nseven\n", r.text(), r.reply))


@row(GROUP, "readline.question asks the person",
     "import { createInterface } from 'node:readline/promises';\n"
     "const lines = createInterface({ input: process.stdin }); const said = await lines.question('age? '); lines.close(); said")
def question(kernel, code):
    message = kernel.execute(code, allow_stdin=True)
    asked = kernel.poll("stdin", PATIENCE)
    need(asked and asked["content"]["prompt"] == "age? ", asked)
    kernel.client.input("36")
    need(kernel.collect(message).shown == "'36'")


@row(GROUP, "without allow_stdin reading process.stdin is an error, not a wait", "process.stdin.on('data', () => {}); await new Promise(() => {})")
def refused(kernel, code):
    got = kernel.run(code)
    need(got.reply["status"] == "error" and got.reply["ename"] == "StdinNotImplementedError", got.reply)
