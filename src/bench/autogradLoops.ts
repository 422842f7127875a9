// The workloads of the autograd benchmark as tight loops: derivatives by hand, memory that is used again.

import { data, type Workloads } from "./autogradData";

const total = (values: Float32Array): number => values.reduce((sum, x) => sum + x, 0);

function normGradient(x: Float32Array): () => number {
  const g = new Float32Array(x.length);
  let checked = false;
  return () => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += x[i] * x[i];
    const scale = 1 / Math.sqrt(sum);
    for (let i = 0; i < x.length; i++) g[i] = x[i] * scale;
    if (checked) return g[0];
    checked = true;
    return total(g);
  };
}

function rosenbrock(x: Float32Array): () => number {
  const g = new Float32Array(x.length);
  return () => {
    g.fill(0);
    for (let i = 0; i + 1 < x.length; i++) {
      const d = x[i + 1] - x[i] * x[i];
      g[i] += -400 * d * x[i] - 2 * (1 - x[i]);
      g[i + 1] += 200 * d;
    }
    return total(g);
  };
}

function hessian(x: Float32Array): () => number {
  const n = x.length;
  const h = new Float32Array(n * n);
  return () => {
    h.fill(0);
    for (let i = 0; i + 1 < n; i++) {
      h[i * n + i] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2;
      h[i * n + i + 1] = h[(i + 1) * n + i] = -400 * x[i];
      h[(i + 1) * n + i + 1] += 200;
    }
    return total(h);
  };
}

function network(): () => number {
  const [samples, inputs, units] = [64, 20, 64];
  const [x, y] = [Float64Array.from(data.inputs), Float64Array.from(data.targets)];
  const [w1, b1, w2, b2] = [1280, 64, 64, 1].map((n) => Float64Array.from(data.weights(n)));
  const [g1, c1, g2, c2] = [1280, 64, 64, 1].map((n) => new Float64Array(n));
  const hidden = new Float64Array(units);
  const step = (w: Float64Array, g: Float64Array): void => {
    for (let i = 0; i < w.length; i++) w[i] -= 0.01 * g[i];
    g.fill(0);
  };
  return () => {
    let loss = 0;
    for (let s = 0; s < samples; s++) {
      hidden.set(b1);
      for (let i = 0; i < inputs; i++)
        for (let u = 0; u < units; u++) hidden[u] += x[s * inputs + i] * w1[i * units + u];
      let out = b2[0];
      for (let u = 0; u < units; u++) out += (hidden[u] = Math.tanh(hidden[u])) * w2[u];
      loss += (out - y[s]) ** 2 / samples;
      const d = (2 * (out - y[s])) / samples;
      c2[0] += d;
      for (let u = 0; u < units; u++) {
        g2[u] += d * hidden[u];
        hidden[u] = d * w2[u] * (1 - hidden[u] * hidden[u]);
        c1[u] += hidden[u];
      }
      for (let i = 0; i < inputs; i++)
        for (let u = 0; u < units; u++) g1[i * units + u] += x[s * inputs + i] * hidden[u];
    }
    [g1, c1, g2, c2].forEach((g, i) => step([w1, b1, w2, b2][i], g));
    return loss;
  };
}

function descent(): number {
  let x = 3;
  for (let i = 0; i < 1000; i++) x -= 0.1 * 2 * (x - 2);
  return x;
}

/** Forward keeps what backward multiplies by. */
function million(): number {
  const factors = new Float64Array(1_000_000).fill(1);
  let y = 0.5;
  for (let i = 0; i < factors.length; i += 2) {
    factors[i] = Math.fround(0.999999);
    y = y * factors[i] + 0.000001;
  }
  let g = y > -1 ? 1 : 0;
  for (let i = factors.length - 1; i >= 0; i--) g = Math.fround(g * factors[i]);
  return g;
}

function chain(a1: number): number {
  const [x, a2, a3] = [1.2, 2.2, 1.1];
  const y3 = ((x * a1 + 1.3) * a2 + 1.4) * a3 + 2.2;
  return y3 > 0 ? a3 * a2 * x : NaN;
}

const singles = (n: number): Float32Array => Float32Array.from(data.sines(n));

export const loops: Workloads = {
  chain: () => () => chain(2.3),
  norm: () => normGradient(singles(1000)),
  bigNorm: () => normGradient(singles(1_000_000)),
  rosenbrock: () => rosenbrock(singles(1000)),
  network,
  hessian: () => hessian(singles(50)),
  descent: () => descent,
  million: () => million,
};
