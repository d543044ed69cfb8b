/** A process that is killed: whatever it would still do never comes to anything. */
export class Killable {
  killed = false;
  wrap<T extends object>(target: T): T {
    const dead = (): boolean => this.killed;
    return new Proxy(target, {
      get(own, name) {
        const value = Reflect.get(own, name, own);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => (dead() ? new Promise(() => {}) : value.apply(own, given));
      },
    });
  }
}
