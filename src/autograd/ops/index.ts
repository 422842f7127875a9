// Every operation as a function; the same ones are methods of a tensor.

export * from "./arithmetic";
export * from "./choice";
export * from "./choose";
export * from "./compare";
export * from "./product";
export * from "./reduction";
export * from "./unary";
export {
  cat,
  clone,
  expand,
  flatten,
  permute,
  reshape,
  squeeze,
  stack,
  t,
  to,
  transpose,
  unsqueeze,
} from "./shape";
