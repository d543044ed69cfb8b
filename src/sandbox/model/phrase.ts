import type { DeclaredTool } from './dialogue.ts';

export const anythingElse = 'Is there anything else I can help you with?';

/** As people write it, so that it can be read back: "415-555-0123"; other countries in groups after their code. */
export function writePhone(e164: string): string {
  const [, area, exchange, rest] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164) ?? [];
  return area === undefined ? e164 : `${area}-${exchange}-${rest}`;
}

export const writeDigits = (digits: string): string => [...digits].join(' ');

/** Joins with "or": "a, b or c". */
export function either(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`;
}

const offersByTool: readonly (readonly [RegExp, string])[] = [
  [/^transfer_to_agent$/, 'put you through to a person'],
  [/^(request_callback|find_callback_slots)$/, 'arrange a call back'],
  [/^send_sms(_link)?$/, 'text you something'],
  [/^send_email(_link)?$/, 'e-mail you something'],
];

/** What could be offered instead: "I can put you through to a person or arrange a call back." */
export function offerWhatThereIs(tools: readonly DeclaredTool[], except = ''): string {
  const names = tools.map((tool) => tool.name).filter((name) => name !== except);
  const offers = offersByTool.flatMap(([pattern, offer]) => (names.some((name) => pattern.test(name)) ? [offer] : []));
  return offers.length === 0 ? 'How else can I help you?' : `I can ${either(offers)}. Would you like that?`;
}

const insteadByTool: readonly (readonly [RegExp, string])[] = [
  [/^(request_callback|find_callback_slots)$/, 'arrange a call back'],
  [/^send_sms(_link)?$/, 'text you something'],
  [/^send_email(_link)?$/, 'e-mail you something'],
  [/^transfer_to_agent$/, 'try once more to reach a person'],
];

/** What there is when nobody took the call: another try comes last. */
export function offerInstead(tools: readonly DeclaredTool[]): string {
  const offers = insteadByTool.flatMap(([pattern, offer]) =>
    tools.some(({ name }) => pattern.test(name)) ? [offer] : [],
  );
  return offers.length === 0 ? 'What else can I do for you?' : `I can ${either(offers)}. What would you like?`;
}

/** Short words in a language the caller switched to. */
export function greetIn(language: string): string {
  if (language.startsWith('es')) return 'Claro, sigamos en español. ¿En qué puedo ayudarle?';
  if (language.startsWith('fr')) return 'Bien sûr, continuons en français. Comment puis-je vous aider ?';
  if (language.startsWith('de')) return 'Gern, wir machen auf Deutsch weiter. Wie kann ich Ihnen helfen?';
  if (language.startsWith('en')) return 'Sure, let us go on in English. How can I help you?';
  return 'How can I help you?';
}
