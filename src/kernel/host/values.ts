// How values are printed, and what they are underneath.

export { inspect, types } from "node:util";
