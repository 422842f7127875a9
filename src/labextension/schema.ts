// The settings of the extension in JupyterLab and Notebook 7: each part of it can be switched off. Keys are
// here, too.

interface Switch {
  title: string;
  description: string;
}

const switches: Readonly<Record<string, Switch>> = {
  diagnostics: {
    title: "Marks while you type",
    description:
      "Underlines what is wrong in cells of the nablab kernel, with the sentence that running them would give.",
  },
  hover: { title: "Hover", description: "Shows the type and the docstring of the name under the mouse." },
  signatureHelp: {
    title: "Call help",
    description: "Shows the parameters of a function above the line when ( or , is typed.",
  },
  completion: {
    title: "Completion with the cells above",
    description: "Completes names of cells above also when they have not run, with their documentation.",
  },
  definition: {
    title: "Ctrl+click goes to the definition",
    description: "In whichever cell the name is declared.",
  },
  staleCells: {
    title: "Stale cells",
    description: "Marks cells that used a name which a later run has changed. Nothing runs by itself.",
  },
};

const keys = [
  { command: "nablab:next-problem", keys: ["F8"], selector: ".jp-Notebook" },
  { command: "nablab:rename", keys: ["F2"], selector: ".jp-Notebook.jp-mod-editMode" },
  { command: "nablab:go-to-definition", keys: ["Alt F12"], selector: ".jp-Notebook.jp-mod-editMode" },
  { command: "nablab:format-cell", keys: ["Shift Alt F"], selector: ".jp-Notebook.jp-mod-editMode" },
];

/** What JupyterLab reads: the schema of the plugin's settings. */
export function schemaOf(): object {
  const properties = Object.entries(switches).map(([name, { title, description }]): [string, object] => [
    name,
    { type: "boolean", title, description, default: true },
  ]);
  return {
    title: "TypeScript while you type",
    description: "What the nablab kernel tells of cells before they run.",
    "jupyter.lab.setting-icon": "ui-components:code-check",
    "jupyter.lab.shortcuts": keys,
    "jupyter.lab.menus": { context: contextMenu() },
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}

function contextMenu(): object[] {
  const commands = [
    "go-to-definition",
    "rename",
    "format-cell",
    "run-stale-cells",
    "run-cell-and-dependents",
  ];
  return commands.map((name, i) => ({
    command: `nablab:${name}`,
    selector: ".jp-Notebook .jp-CodeCell",
    rank: 60 + i / 10,
  }));
}
