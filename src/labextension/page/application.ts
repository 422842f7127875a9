// Modules that the front end shares with its extensions: of some there may be only one in a page.

/** `{ "@lumino/widgets": { "2.7.1": { get } } }` */
export type SharedScope = Record<string, Record<string, { get(): Promise<() => unknown> }>>;

let scope: SharedScope = {};
const loaded = new Map<string, unknown>();

/** Takes the front end's list. */
export function takeScope(from: SharedScope): void {
  scope = from;
}

/** A module of the application's; throws where it has none of that name. */
export async function fromApplication<T>(module: string): Promise<T> {
  if (!loaded.has(module)) {
    const [newest] = Object.values(scope[module]).reverse();
    loaded.set(module, (await newest.get())());
  }
  return loaded.get(module) as T;
}

/** The same; undefined where the application has none, as Notebook 7 lacks some of JupyterLab's. */
export async function fromApplicationIfThere<T>(module: string): Promise<T | undefined> {
  return module in scope ? fromApplication<T>(module) : undefined;
}

/** A module that was loaded before. */
export function alreadyLoaded(module: string): object {
  const found = loaded.get(module) as object | undefined;
  if (found === undefined)
    throw new Error(`${module} was not taken from the application before its first use.`);
  return found;
}
