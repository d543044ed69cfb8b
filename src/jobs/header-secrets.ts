export interface FilledHeaders {
  readonly headers: Readonly<Record<string, string>>;
  /** What was filled in. */
  readonly secrets: readonly string[];
}

/** Anything shorter is no secret, and would be found in the middle of words. */
const shortestSecret = 8;

/** The headers with what their `${NAME}` stand for; null when one is not set. */
export function fillSecrets(
  secret: (reference: string) => string | null,
  headers: Readonly<Record<string, string>>,
): FilledHeaders | null {
  const found = new Map<string, string | null>();
  const fill = (value: string): string =>
    value.replace(/\$\{[A-Z][A-Z0-9_]*\}/g, (reference) => {
      found.set(reference, secret(reference));
      return found.get(reference) ?? '';
    });
  const filled = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, fill(value)]));
  const secrets = [...found.values()].filter((value) => value !== null);
  return secrets.length < found.size ? null : { headers: filled, secrets };
}

/** A server may repeat what it was sent, in an error page for instance: secrets go no further than here. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const written = secrets.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  return written
    .filter((secret) => secret.length >= shortestSecret)
    .reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text);
}
