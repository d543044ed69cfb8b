/** A request of either API in the stand-in's own words: all it knows is in here. */
export interface Dialogue {
  /** All instructions, joined. */
  readonly instructions: string;
  readonly tools: readonly DeclaredTool[];
  /** False with `tool_choice: none`. */
  readonly mayCall: boolean;
  readonly items: readonly DialogueItem[];
}

export type DialogueItem =
  | { readonly kind: 'caller' | 'bot' | 'note'; readonly text: string }
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly values: JsonObject }
  | { readonly kind: 'result'; readonly id: string; readonly result: JsonObject };

export interface DeclaredTool {
  readonly name: string;
  readonly description: string;
  /** Its JSON Schema. */
  readonly parameters: JsonObject;
}

/** What the stand-in answers: words, then at most one call. */
export interface Answer {
  readonly text: string;
  readonly call?: { readonly name: string; readonly values: JsonObject };
}

export type JsonObject = Readonly<Record<string, unknown>>;

export const asObject = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

export const asArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A JSON object from text; anything else reads as empty. */
export function parseObject(text: string): JsonObject {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}
