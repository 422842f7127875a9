// The workloads of the autograd benchmark in TensorFlow.js, which is not a dependency: the caller brings it.

import { data, type Workloads } from "./autogradData";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- its types are not installed
type Tf = any;

/* eslint-disable @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-assignment */

export function tensorflow(tf: Tf): Workloads {
  const number = (t: Tf): number => t.sum().dataSync()[0] as number;
  /** Reads one number of the result, as only then it is there for sure. */
  const gradient =
    (f: (x: Tf) => Tf, x: Tf): (() => number) =>
    () =>
      tf.tidy(() => number(tf.grad(f)(x)));
  const vector = (n: number): Tf => tf.tensor1d(data.sines(n));
  const rosenbrock = (x: Tf): Tf => {
    const n = x.shape[0] - 1;
    const [a, b] = [x.slice([0], [n]), x.slice([1], [n])];
    return b.sub(a.square()).square().mul(100).add(tf.scalar(1).sub(a).square()).sum();
  };
  return {
    chain: () => gradient((a) => a.mul(1.2).add(1.3).mul(2.2).add(1.4).mul(1.1).add(2.2), tf.scalar(2.3)),
    norm: () => gradient((x) => x.norm(), vector(1000)),
    bigNorm: () => gradient((x) => x.norm(), vector(1_000_000)),
    rosenbrock: () => gradient(rosenbrock, vector(1000)),
    network: () => network(tf, number),
    hessian: () => {
      const ofEntry = (i: number) => gradient((x) => tf.grad(rosenbrock)(x).gather([i]).sum(), vector(50));
      const rows = Array.from({ length: 50 }, (_, i) => ofEntry(i));
      return () => rows.reduce((sum, row) => sum + row(), 0);
    },
    descent: () => () =>
      tf.tidy(() => {
        const df = tf.grad((x: Tf) => x.sub(2).square());
        let x = tf.scalar(3);
        for (let i = 0; i < 1000; i++) x = x.sub(df(x).mul(0.1));
        return number(x);
      }),
    million: () =>
      gradient((x) => {
        let y = x;
        for (let i = 0; i < 500_000; i++) y = y.mul(0.999999).add(0.000001);
        return y;
      }, tf.scalar(0.5)),
  };
}

function network(tf: Tf, number: (t: Tf) => number): () => number {
  const [x, y] = [tf.tensor2d(data.inputs, [64, 20]), tf.tensor2d(data.targets, [64, 1])];
  const shapes = [[20, 64], [64], [64, 1], [1]];
  const parameters = shapes.map((shape) =>
    tf.variable(tf.tensor(data.weights(shape.reduce((p, q) => p * q)), shape)),
  );
  const optimizer = tf.train.sgd(0.01);
  const loss = (): Tf => {
    const [w1, b1, w2, b2] = parameters;
    return x.matMul(w1).add(b1).tanh().matMul(w2).add(b2).sub(y).square().mean();
  };
  return () => tf.tidy(() => number(optimizer.minimize(loss, true, parameters)));
}
