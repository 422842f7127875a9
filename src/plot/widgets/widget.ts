// One of Jupyter's widgets, ours and its twin in the front end: ipywidgets' message protocol, version 2.1.
// https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md

import type { Comm, CommMessage, Comms } from "../../display/host";

const controls = { module: "@jupyter-widgets/controls", version: "2.0.0" };
const base = { module: "@jupyter-widgets/base", version: "2.0.0" };

type State = Record<string, unknown>;

/** The widgets that are open, for a page that is loaded anew and asks for all of them. */
const open = new Map<string, Widget>();
const answering = new WeakSet<Comms>();

export class Widget {
  private readonly comm: Comm;
  private readonly parts: Widget[] = [];

  /** @param changed called with the state that the front end sends, between its echo and the request's end */
  private constructor(
    comms: Comms,
    private readonly state: State,
    private readonly changed: (state: State) => void | Promise<void>,
  ) {
    answerPages(comms);
    this.comm = comms.open("jupyter.widget", {
      data: { state, buffer_paths: [] },
      metadata: { version: "2.1.0" },
    });
    this.comm.onMessage((message) => this.receive(message));
    this.comm.onClose(() => void open.delete(this.comm.id));
    open.set(this.comm.id, this);
  }

  /** A control or a box, with a layout and, where it has one, a style. */
  static make(
    comms: Comms,
    {
      model,
      view,
      style,
      state,
      layout = {},
    }: { model: string; view: string; style?: string; state: State; layout?: State },
    changed: (state: State) => void | Promise<void> = () => undefined,
  ): Widget {
    const layoutOf = new Widget(
      comms,
      { ...names(base, "LayoutModel", base, "LayoutView"), ...layout },
      () => undefined,
    );
    const parts = [layoutOf];
    const styled: State = {};
    if (style !== undefined) {
      const width = { description_width: "initial" };
      const styleOf = new Widget(
        comms,
        { ...names(controls, style, base, "StyleView"), ...width },
        () => undefined,
      );
      parts.push(styleOf);
      styled.style = styleOf.reference;
    }
    const whole = {
      ...names(controls, model, controls, view),
      layout: layoutOf.reference,
      ...styled,
      ...state,
    };
    const widget = new Widget(comms, whole, changed);
    widget.parts.push(...parts);
    return widget;
  }

  get id(): string {
    return this.comm.id;
  }

  /** How another widget's state names this one. */
  get reference(): string {
    return `IPY_MODEL_${this.comm.id}`;
  }

  set(state: State): void {
    Object.assign(this.state, state);
    if (open.has(this.comm.id)) this.comm.send({ method: "update", state, buffer_paths: [] });
  }

  close(): void {
    open.delete(this.comm.id);
    this.comm.close();
    for (const part of this.parts) part.close();
  }

  /** As `request_states` wants it. */
  get described(): State {
    const { _model_name: model_name, _model_module: model_module, _model_module_version: model_module_version } = this.state; // prettier-ignore
    return { model_name, model_module, model_module_version, state: this.state };
  }

  private receive({ data }: CommMessage): void | Promise<void> {
    if (data.method === "request_state") {
      return this.comm.send({ method: "update", state: this.state, buffer_paths: [] });
    }
    if (data.method !== "update" || typeof data.state !== "object" || data.state === null) return;
    const state = data.state as State;
    Object.assign(this.state, state);
    this.comm.send({ method: "echo_update", state, buffer_paths: [] });
    return this.changed(state);
  }
}

interface Place {
  module: string;
  version: string;
}

function names(model: Place, modelName: string, view: Place, viewName: string): State {
  return {
    _model_module: model.module,
    _model_module_version: model.version,
    _model_name: modelName,
    _view_module: view.module,
    _view_module_version: view.version,
    _view_name: viewName,
  };
}

/** A page that is loaded while the kernel runs asks for the states of all widgets over a comm of its own. */
function answerPages(comms: Comms): void {
  if (answering.has(comms)) return;
  answering.add(comms);
  comms.registerTarget("jupyter.widget.control", (comm) => {
    comm.onMessage(({ data }) => {
      if (data.method !== "request_states") return;
      const states = Object.fromEntries([...open].map(([id, widget]) => [id, widget.described]));
      comm.send({ method: "update_states", states, buffer_paths: [] });
    });
  });
}
