// A signal of Lumino's, for tests of the page's code without a page.

/** A signal of Lumino's, as far as it is read here. */
export class Signal<T> {
  private readonly slots: ((sender: unknown, value: T) => void)[] = [];

  connect(slot: (sender: unknown, value: T) => void): void {
    this.slots.push(slot);
  }

  emit(value: T): void {
    this.slots.forEach((slot) => slot(this, value));
  }
}
