// Optimizers.

export type { AdamOptions } from "./adam";
export { Adam, AdamW } from "./adam";
export type { Parameters as OptimizerParameters, ParameterGroup, State as OptimizerState } from "./optimizer";
export { Optimizer } from "./optimizer";
export type { SGDOptions } from "./sgd";
export { SGD } from "./sgd";
