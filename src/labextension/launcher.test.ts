import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Commands, type Kernels, type Launcher, showOneCard, showOneEntry } from "./page/launcher";

const first = { metadata: { kernel: { nablab: { card: true } } } };
const second = { metadata: { kernel: { nablab: { card: false } } } };
const others = [{ metadata: { kernel: {} } }, { metadata: {} }, {}];

/** A launcher as JupyterLab's model is, and what it shows. */
function launcherWith(...items: object[]): Launcher & { itemsList: object[] } {
  return {
    itemsList: items,
    add(item) {
      this.itemsList.push(item);
      return { dispose: () => this.itemsList.splice(this.itemsList.indexOf(item), 1) };
    },
  };
}

function knowing(...metadata: object[]): Kernels {
  return { specs: { kernelspecs: Object.fromEntries(metadata.map((one, k) => [k, { metadata: one }])) } };
}

describe("the launcher", () => {
  it("has one card of a kernel with two names, whenever the cards were added", () => {
    const kernels = knowing(first.metadata.kernel, second.metadata.kernel, {});
    const launcher = launcherWith(second, ...others);
    showOneCard(launcher, kernels);
    assert.deepEqual(launcher.itemsList, others);
    launcher.add(first);
    launcher.add(second).dispose();
    assert.deepEqual(launcher.itemsList, [...others, first]);
    launcher.add(second);
    assert.deepEqual(launcher.itemsList, [...others, first]);
  });

  it("keeps the card of a kernel whose other name is not there", () => {
    const launcher = launcherWith(second);
    showOneCard(launcher, knowing(second.metadata.kernel, {}));
    launcher.add(second);
    assert.deepEqual(launcher.itemsList, [second, second]);
    showOneCard(launcher, { specs: null });
    assert.deepEqual(launcher.itemsList, [second, second]);
  });

  it("gives back what takes a card away", () => {
    const launcher = launcherWith();
    showOneCard(launcher, knowing(first.metadata.kernel));
    launcher.add(first).dispose();
    assert.deepEqual(launcher.itemsList, []);
  });
});

describe("a menu of kernels", () => {
  /** The application's commands, of which one is hidden. */
  function commands(): Commands {
    return { isVisible: (id) => id !== "hidden" };
  }

  it("has one entry of a kernel with two names, and all other entries", () => {
    const kernels = knowing(first.metadata.kernel, second.metadata.kernel, {});
    const registry = commands();
    showOneEntry(registry, kernels);
    const shown = ["0", "1", "2"].map((kernelName) =>
      registry.isVisible("notebook:create-new", { kernelName }),
    );
    assert.deepEqual(shown, [true, false, true]);
    assert.deepEqual(
      [
        registry.isVisible("other"),
        registry.isVisible("hidden"),
        registry.isVisible("hidden", { kernelName: "0" }),
      ],
      [true, false, false],
    );
  });

  it("keeps the entry of a kernel whose other name is not there, and before the kernels are known", () => {
    for (const kernels of [knowing({}, second.metadata.kernel), { specs: null }]) {
      const registry = commands();
      showOneEntry(registry, kernels);
      assert.ok(registry.isVisible("notebook:create-new", { kernelName: "1" }));
    }
  });
});
