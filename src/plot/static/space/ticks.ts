// Ticks of an axis in space.

/** Round numbers within a range, about five. */
export function ticksIn([low, high]: readonly [number, number]): number[] {
  const rough = Math.abs(high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10);
  const [first, last] = [
    Math.ceil(Math.min(low, high) / step - 1e-9),
    Math.floor(Math.max(low, high) / step + 1e-9),
  ];
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** Plotly writes a real minus sign. */
export function tickText(value: number, isLog: boolean): string {
  const text = isLog ? `${Number((10 ** value).toPrecision(6))}` : `${value}`;
  return text.replace("-", "−");
}
