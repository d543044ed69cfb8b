/** US dollars for a million tokens. Cached ones are read anew for less. */
export interface ModelPrice {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

/** The month these list prices were looked up in. An account may have others: what comes of them is "about" only. */
export const pricesAsOf = '2026-11';

const models: Readonly<Record<string, ModelPrice>> = {
  // The stand-in.
  sandbox: { input: 0, cached: 0, output: 0 },
  'gpt-6-luna': { input: 0.1, cached: 0.01, output: 0.5 },
  'gpt-6.1-terra': { input: 1, cached: 0.1, output: 5 },
  'gpt-5.4': { input: 2.5, cached: 0.25, output: 15 },
  'gpt-5.4-mini': { input: 0.75, cached: 0.075, output: 4.5 },
  'gpt-5': { input: 1.25, cached: 0.125, output: 10 },
  'gpt-5-mini': { input: 0.25, cached: 0.025, output: 2 },
  'gpt-5-nano': { input: 0.05, cached: 0.005, output: 0.4 },
  'gpt-4.1': { input: 2, cached: 0.5, output: 8 },
  'gpt-4.1-mini': { input: 0.4, cached: 0.1, output: 1.6 },
  'gpt-4o': { input: 2.5, cached: 1.25, output: 10 },
  'gpt-4o-mini': { input: 0.15, cached: 0.075, output: 0.6 },
};

/** US dollars: a minute that was begun counts whole, and a text counts by its segments. Of the United States. */
export const carrierPrices = {
  inboundMinute: 0.0085,
  outboundMinute: 0.014,
  sipMinute: 0.004,
  relayMinute: 0.07,
  recordedMinute: 0.0025,
  smsSegment: 0.0083,
} as const;

/** By name, with or without its vendor before it and its date behind it. Null: nobody told us. */
export function priceOfModel(name: string): ModelPrice | null {
  const plain = name.replace(/^.*\//, '').replace(/-\d{4}-\d{2}-\d{2}$/, '');
  return Object.hasOwn(models, plain) ? (models[plain] ?? null) : null;
}
