// The workloads of the autograd benchmark as a student writes them with nablab; `backward` style and
// `grad(f)` style.

import { grad, hessian, noGrad, sub, tensor } from "../index";
import type { Tensor } from "../index";
import { data, type Workloads } from "./autogradData";

function leaf(values: readonly number[], shape: readonly number[] = [values.length]): Tensor {
  const t = tensor(values).reshape(shape).detach();
  t.requiresGrad = true;
  return t;
}

function rosenbrock(x: Tensor): Tensor {
  const [a, b] = [x.slice(0, -1), x.slice(1)];
  return b.sub(a.pow(2)).pow(2).mul(100).add(sub(1, a).pow(2)).sum();
}

/** The gradient that `backward` leaves in `x.grad`. */
function gathered(x: Tensor, f: (x: Tensor) => Tensor): Tensor {
  x.zeroGrad();
  f(x).backward();
  return x.grad!;
}

function chain(): number {
  const a1 = tensor(2.3, { requiresGrad: true });
  const [x, b1, a2, b2, a3, b3] = [1.2, 1.3, 2.2, 1.4, 1.1, 2.2].map((value) => tensor(value));
  const y1 = x.mul(a1).add(b1);
  const y2 = y1.mul(a2).add(b2);
  const y3 = y2.mul(a3).add(b3);
  return grad(y3, [a1])[0].item();
}

function network(): () => number {
  const [x, y] = [tensor(data.inputs).reshape([64, 20]), tensor(data.targets).reshape([64, 1])];
  const parameters = [
    leaf(data.weights(1280), [20, 64]),
    leaf(data.weights(64)),
    leaf(data.weights(64), [64, 1]),
    leaf(data.weights(1)),
  ];
  return () => {
    const [w1, b1, w2, b2] = parameters;
    const hidden = x.matmul(w1).add(b1).tanh();
    const loss = hidden.matmul(w2).add(b2).sub(y).pow(2).mean();
    loss.backward();
    noGrad(() => {
      for (const p of parameters) {
        p.sub_(p.grad!.mul(0.01));
        p.zeroGrad();
      }
    });
    return loss.item();
  };
}

function descent(): number {
  const x = tensor(3, { requiresGrad: true });
  for (let i = 0; i < 1000; i++) {
    x.sub(2).pow(2).backward();
    noGrad(() => x.sub_(x.grad!.mul(0.1)));
    x.zeroGrad();
  }
  return x.item();
}

function million(): number {
  const x = tensor(0.5, { requiresGrad: true });
  let y = x;
  for (let i = 0; i < 500_000; i++) y = y.mul(0.999999).add(0.000001);
  y.backward();
  return x.grad!.item();
}

const norm = (x: Tensor): Tensor => x.norm();

/** With `x.norm().backward()`. */
export const backwardStyle: Workloads = {
  chain: () => chain,
  norm: () => {
    const x = leaf(data.sines(1000));
    return () => gathered(x, norm);
  },
  bigNorm: () => {
    const x = leaf(data.sines(1_000_000));
    return () => gathered(x, norm);
  },
  rosenbrock: () => {
    const x = leaf(data.sines(1000));
    return () => gathered(x, rosenbrock);
  },
  network,
  hessian: () => {
    const x = tensor(data.sines(50));
    return () => hessian(rosenbrock, x);
  },
  descent: () => descent,
  million: () => million,
};

function differentiated(f: (x: Tensor) => Tensor, n: number): () => Tensor {
  const [df, x] = [grad(f), tensor(data.sines(n))];
  return () => df(x);
}

/** With `grad(f)(x)`. */
export const functionStyle: Workloads = {
  ...backwardStyle,
  chain: () => {
    const df = grad((a: Tensor) => a.mul(1.2).add(1.3).mul(2.2).add(1.4).mul(1.1).add(2.2));
    return () => df(2.3).item();
  },
  norm: () => differentiated(norm, 1000),
  bigNorm: () => differentiated(norm, 1_000_000),
  rosenbrock: () => differentiated(rosenbrock, 1000),
  descent: () => () => {
    const df = grad((x: Tensor) => x.sub(2).pow(2));
    let x = tensor(3);
    for (let i = 0; i < 1000; i++) x = x.sub(df(x).mul(0.1));
    return x.item();
  },
};
