import type { Ids, Log, Metrics, Model, ModelEvent, ModelRequest } from '../../src/ports.ts';

export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  with: () => silentLog,
};

export class CountingIds implements Ids {
  #count = 0;
  next(prefix: string): string {
    this.#count++;
    return `${prefix}_made${this.#count}`;
  }
  token(): string {
    return this.next('token');
  }
}

/** Remembers what was counted, as `name{label,…}`. */
export class RecordingMetrics implements Metrics {
  readonly counted: string[] = [];
  count(name: string, labels: Readonly<Record<string, string>> = {}): void {
    this.counted.push(`${name}{${Object.values(labels).join(',')}}`);
  }
  observe(): void {}
  gauge(): void {}
  async render(): Promise<string> {
    return '';
  }
}

export const modelRequest = (changes: Partial<ModelRequest> = {}): ModelRequest => ({
  stableInstructions: 'You are Ada.',
  volatileInstructions: 'It is Tuesday.',
  history: [{ role: 'caller', text: 'Hello?' }],
  tools: [],
  toolChoice: 'auto',
  maxOutputTokens: 300,
  cacheKey: 'line-1',
  ...changes,
});

export async function collect(stream: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const events: ModelEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** The events in short: texts as they are, calls as `name(arguments)#id`, and how it ended. */
export function brief(events: readonly ModelEvent[]): string[] {
  return events.map(briefEvent);
}

function briefEvent(event: ModelEvent): string {
  switch (event.type) {
    case 'text-delta':
      return event.text;
    case 'tool-call':
      return `${event.name}(${event.argumentsJson})#${event.id}`;
    case 'usage':
      return `usage ${event.usage.inputTokens}/${event.usage.cachedTokens}/${event.usage.outputTokens} ${event.model}`;
    case 'end':
      return event.reason === 'failed' ? `failed ${event.failure.kind} ${event.failure.status}` : event.reason;
  }
}

/** A model that plays what it is given, one script a request; the last one is played again. */
export class PlayedModel implements Model {
  readonly requests: ModelRequest[] = [];
  warmed = 0;
  readonly #scripts: readonly ((signal: AbortSignal) => AsyncIterable<ModelEvent>)[];

  constructor(...scripts: ((signal: AbortSignal) => AsyncIterable<ModelEvent>)[]) {
    this.#scripts = scripts;
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent> {
    const script = this.#scripts[Math.min(this.requests.length, this.#scripts.length - 1)];
    this.requests.push(request);
    return script!(signal);
  }

  async warm(): Promise<void> {
    this.warmed++;
  }
}
