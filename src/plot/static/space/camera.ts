// From space to the page: plotly's camera.

export type Vector = readonly [number, number, number];

/** A point on the page, and how far it is from the eye. */
export interface Seen {
  x: number;
  y: number;
  depth: number;
}

/** Where a scene stands on the page, in pixels. */
export interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface View {
  eye: Vector;
  center: Vector;
  up: Vector;
  /** Without perspective lines that are parallel stay so. */
  orthographic: boolean;
}

/** Plotly's own view where the figure names none. */
export const usualView: View = {
  eye: [1.25, 1.25, 1.25],
  center: [0, 0, 0],
  up: [0, 0, 1],
  orthographic: false,
};

/** Half of the angle that plotly's camera sees from bottom to top: 45 degrees. */
const halfHeight = Math.tan(Math.PI / 8);

/** The function from the scene's box, around the origin, to the page. */
export function camera({ eye, center, up, orthographic }: View, area: Area): (point: Vector) => Seen {
  const back = unit(minus(eye, center));
  const right = unit(cross(up, back));
  const above = cross(back, right);
  const distance = Math.hypot(...minus(eye, center));
  const middle = { x: area.left + area.width / 2, y: area.top + area.height / 2 };
  return (point) => {
    const from = minus(point, eye);
    const depth = -dot(from, back);
    const scale = area.height / 2 / halfHeight / (orthographic ? distance : depth);
    return { x: middle.x + dot(from, right) * scale, y: middle.y - dot(from, above) * scale, depth };
  };
}

export function minus(a: Vector, b: Vector): Vector {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(a: Vector): Vector {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}
