import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../ports.ts';

const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5, 10];
type Labels = Readonly<Record<string, string>>;

/** Prometheus metrics in a registry of their own. A metric is made at its first use, with the labels it has then. */
export function createPrometheusMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  const gauges = new Map<string, Gauge>();
  const common = (name: string, labels: Labels) => ({
    name,
    help: name.replaceAll('_', ' '),
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  return {
    count: (name, labels = {}) => made(counters, name, () => new Counter(common(name, labels))).inc(labels),
    observe: (name, seconds, labels = {}) =>
      made(histograms, name, () => new Histogram({ ...common(name, labels), buckets })).observe(labels, seconds),
    gauge: (name, value, labels = {}) => made(gauges, name, () => new Gauge(common(name, labels))).set(labels, value),
    render: () => registry.metrics(),
  };
}

function made<T>(known: Map<string, T>, name: string, make: () => T): T {
  const found = known.get(name) ?? make();
  known.set(name, found);
  return found;
}
