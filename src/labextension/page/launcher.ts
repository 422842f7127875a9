// One card in JupyterLab's launcher, and one entry in Notebook's menu "New", for a kernel that is installed
// under two names.

/** What of a card is read here: the launcher's cards of kernels carry the metadata of the kernelspec. */
interface Item {
  readonly metadata?: { readonly kernel?: Metadata };
}

/** The metadata of a kernelspec, as far as they are ours. */
interface Metadata {
  readonly nablab?: { readonly card?: boolean };
}

interface Disposable {
  dispose(): void;
}

/** JupyterLab's model of the launcher. */
export interface Launcher {
  add(item: Item): Disposable;
  /** Its cards, in the implementation. */
  itemsList?: Item[];
}

/** The kernels that the server knows. */
export interface Kernels {
  readonly specs: { readonly kernelspecs: Record<string, { metadata?: Metadata } | undefined> } | null;
}

/** The application's commands: menus ask it whether an entry is shown. */
export interface Commands {
  isVisible(id: string, args?: { readonly kernelName?: unknown }): boolean;
}

/** Whether a kernel is another name of one that is there. */
function isSecond(kernel: Metadata | undefined, kernels: Kernels): boolean {
  return (
    kernel?.nablab?.card === false &&
    Object.values(kernels.specs?.kernelspecs ?? {}).some((spec) => spec?.metadata?.nablab?.card === true)
  );
}

/**
 * From now on no card is added for a kernel that says so while the kernel that it is another name of is
 * there; earlier ones are taken away.
 */
export function showOneCard(launcher: Launcher, kernels: Kernels): void {
  const isHidden = ({ metadata }: Item): boolean => isSecond(metadata?.kernel, kernels);
  const add = launcher.add.bind(launcher);
  launcher.add = (item) => (isHidden(item) ? { dispose: () => undefined } : add(item));
  const { itemsList = [] } = launcher;
  const kept = itemsList.filter((item) => !isHidden(item));
  itemsList.splice(0, itemsList.length, ...kept);
}

/**
 * From now on menus show no entry that starts such a kernel by its name. A notebook that carries the name
 * still finds it, and the dialog that chooses a kernel has all.
 */
export function showOneEntry(commands: Commands, kernels: Kernels): void {
  const isVisible = commands.isVisible.bind(commands);
  commands.isVisible = (id, args) => {
    const spec = kernels.specs?.kernelspecs[String(args?.kernelName)];
    return !isSecond(spec?.metadata, kernels) && isVisible(id, args);
  };
}
