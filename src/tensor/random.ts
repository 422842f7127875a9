// PyTorch's random numbers: the Mersenne Twister (Matsumoto & Nishimura 1998), read as torch.rand and
// torch.randn read it on the CPU.

const size = 624;
const shift = 397;

/** The generator behind `rand` and `randn`. The same seed gives the numbers that PyTorch gives. */
export class Generator {
  private readonly state = new Uint32Array(size);
  private at = size;
  /** Normal numbers come in pairs; the second one waits here. */
  private spare: number | null = null;

  constructor(seed: number) {
    this.seed(seed);
  }

  seed(seed: number): void {
    this.state[0] = seed >>> 0;
    for (let i = 1; i < size; i++) {
      const before = this.state[i - 1] ^ (this.state[i - 1] >>> 30);
      this.state[i] = Math.imul(1812433253, before) + i;
    }
    this.at = size;
    this.spare = null;
  }

  /** 32 random bits. */
  bits(): number {
    if (this.at === size) this.refill();
    let y = this.state[this.at++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  private refill(): void {
    const { state } = this;
    for (let k = 0; k < size; k++) {
      const y = (state[k] & 0x80000000) | (state[(k + 1) % size] & 0x7fffffff);
      state[k] = state[(k + shift) % size] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.at = 0;
  }

  /** Uniform in [0, 1) with the 24 bits of a float32. */
  uniform32(): number {
    return (this.bits() & 0xffffff) / 2 ** 24;
  }

  /** Uniform in [0, 1) with the 53 bits of a float64. */
  uniform64(): number {
    const high = this.bits();
    return ((high & 0x1fffff) * 2 ** 32 + this.bits()) / 2 ** 53;
  }

  /** One number of the standard normal distribution (Box & Muller 1958). */
  normal(): number {
    if (this.spare !== null) {
      const spare = this.spare;
      this.spare = null;
      return spare;
    }
    const angle = 2 * Math.PI * this.uniform64();
    const radius = Math.sqrt(-2 * Math.log1p(-this.uniform64()));
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
}

/** The generator that `manualSeed` seeds. */
export const generator: Generator = new Generator(Math.floor(Math.random() * 2 ** 32));
