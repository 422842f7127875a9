// What of it is switched on: the settings of the plugin, which its schema describes.

export interface Settings {
  diagnostics: boolean;
  hover: boolean;
  signatureHelp: boolean;
  completion: boolean;
  definition: boolean;
  staleCells: boolean;
}

export const everything: Settings = {
  diagnostics: true,
  hover: true,
  signatureHelp: true,
  completion: true,
  definition: true,
  staleCells: true,
};

/** JupyterLab's registry of settings. */
export interface SettingRegistry {
  load(plugin: string): Promise<LoadedSettings>;
  get(plugin: string, key: string): Promise<{ readonly user?: unknown }>;
}

/**
 * Whether the person has chosen that completions have their documentation beside them, or not; undefined
 * without a choice.
 */
export async function documentationChoice(registry: SettingRegistry | null): Promise<boolean | undefined> {
  const found = await registry
    ?.get("@jupyterlab/completer-extension:manager", "showDocumentationPanel")
    .catch(() => undefined);
  return typeof found?.user === "boolean" ? found.user : undefined;
}

interface LoadedSettings {
  readonly composite: Record<string, unknown>;
  readonly changed: { connect(slot: (settings: LoadedSettings) => void): void };
}

/** Reads the settings now and whenever they change; without a registry everything is on. */
export async function watchSettings(
  registry: SettingRegistry | null,
  plugin: string,
  changed: (settings: Settings) => void,
): Promise<void> {
  const loaded = await registry?.load(plugin).catch(() => undefined);
  if (loaded === undefined) return;
  const read = ({ composite }: LoadedSettings): void => {
    const settings = { ...everything };
    for (const name of Object.keys(everything) as (keyof Settings)[])
      settings[name] = composite[name] !== false;
    changed(settings);
  };
  read(loaded);
  loaded.changed.connect(read);
}
