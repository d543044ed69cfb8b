/** One line of a test: everybody who may be called there has numbers of its own, so that tests may run side by side. */
export interface TestedLine {
  readonly id: string;
  readonly number: string;
  /** The number of its target `desk`. */
  readonly desk: string;
}

type Settings = Readonly<Record<string, unknown>>;

/** The lines of a file's tests, and the site file they make. */
export class LineBook {
  readonly #site: Settings;
  readonly #lines: Settings[] = [];
  readonly #first: number;

  /** `first`: where the numbers begin; up to a hundred lines follow. */
  constructor(site: Settings = {}, first = 1000) {
    this.#site = site;
    this.#first = first;
  }

  /** A line whose `transfer` rings its desk. `more`: of the line, over what is here. */
  transferring(id: string, transfer: Settings = {}, more: Settings = {}): TestedLine {
    const line = this.#next(id);
    const targets = [{ id: 'desk', number: line.desk }];
    this.#add(line, { escalation: { transfer: true }, transfer: { targets, ...transfer }, ...more });
    return line;
  }

  line(id: string, settings: Settings): TestedLine {
    const line = this.#next(id);
    this.#add(line, settings);
    return line;
  }

  /** The site file. JSON is YAML. */
  get file(): string {
    const mail = { default: { from: { name: 'Acme', address: 'hello@acme.example.com' } } };
    const zone = { time_zone: 'America/New_York', country: 'US', plan: 'enterprise' };
    return JSON.stringify({ id: 'acme', name: 'Acme', ...zone, mail, ...this.#site, lines: this.#lines });
  }

  #next(id: string): TestedLine {
    const count = this.#first + this.#lines.length;
    return { id, number: `+1415555${count}`, desk: `+1415555${count + 5000}` };
  }

  #add({ id, number }: TestedLine, settings: Settings): void {
    const words = { greeting: "Hello, I'm the AI <assistant> & bot.", persona: { name: 'Sam' }, prompt: 'Help.' };
    this.#lines.push({ id, name: id, numbers: [number], ...words, limits: { silence_seconds: 60 }, ...settings });
  }
}
